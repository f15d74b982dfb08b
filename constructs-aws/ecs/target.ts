import { checkedTarget, type Target } from '../../lib/fidelity';
import { optionsOf } from '../shared/options';
import { type EcsEmitOptions, emit } from './emit';
import type { EcsFragment } from './fragment';
import { ECS_LIMITS } from './limits';
import { ECS_RUNBOOK } from './runbook';
import { trace } from './trace';

/** Amazon ECS with its own deployments (not CodeDeploy), on Fargate behind an Application Load Balancer. */
export const ecs: Target<EcsFragment, EcsEmitOptions> = checkedTarget<EcsFragment, EcsEmitOptions>(
  {
    id: 'aws-ecs',
    title: 'Amazon ECS',
    format: 'json',
    limits: ECS_LIMITS,
    emit,
    trace,
    runbook: ECS_RUNBOOK,
  },
  optionsOf('EcsEmitOptions'),
);
