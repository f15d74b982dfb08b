export * from './fidelity';
export * from './findings';
export * from './plan';
export * from './strategy';
