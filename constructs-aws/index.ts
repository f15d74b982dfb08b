// Who has not installed the framework hears of it at once.
import 'aws-cdk-lib/core';

export * from './ecs';
export * from './lambda';
