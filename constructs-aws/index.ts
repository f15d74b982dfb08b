export * from './ecs';
export * from './lambda';
