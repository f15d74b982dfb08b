import { checkedTarget, type Target } from '../../lib/fidelity';
import { optionsOf } from '../shared/options';
import { emit, type LambdaEmitOptions, type LambdaFragment } from './emit';
import { LAMBDA_LIMITS } from './limits';
import { LAMBDA_RUNBOOK } from './runbook';
import { trace } from './trace';

/** AWS Lambda, with CodeDeploy shifting an alias in each `cdk deploy`. */
export const lambdaTarget: Target<LambdaFragment, LambdaEmitOptions> = checkedTarget<LambdaFragment, LambdaEmitOptions>(
  {
    id: 'aws-lambda',
    title: 'AWS Lambda (CodeDeploy)',
    format: 'json',
    limits: LAMBDA_LIMITS,
    emit,
    trace,
    runbook: LAMBDA_RUNBOOK,
  },
  optionsOf('LambdaEmitOptions'),
);
