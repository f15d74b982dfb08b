import { checkedTarget, type Target } from '../../../lib/fidelity';
import { optionsOf } from '../../shared/options';
import type { LambdaEmitOptions } from '../emit';
import { LAMBDA_RUNBOOK } from '../runbook';
import { emit, type SamFragment } from './emit';
import { SAM_LIMITS } from './limits';
import { trace } from './trace';

/** AWS Lambda, with SAM's `DeploymentPreference`. */
export const lambdaSamTarget: Target<SamFragment, LambdaEmitOptions> = checkedTarget<SamFragment, LambdaEmitOptions>(
  {
    id: 'aws-lambda-sam',
    title: 'AWS Lambda (SAM)',
    format: 'json',
    limits: SAM_LIMITS,
    emit,
    trace,
    runbook: LAMBDA_RUNBOOK,
  },
  optionsOf('LambdaEmitOptions'),
);
