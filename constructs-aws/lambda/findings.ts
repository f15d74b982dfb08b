import type { FindingDocs } from '../../lib/findings';

/** What the Lambda constructs say besides the judge. */
export const LAMBDA_FINDINGS = {
  'lambda-unknown-function': {
    title: 'A check calls a function that the construct does not know',
    why: 'The strategy names its functions, and the construct says what the names mean; this one means nothing.',
    fix: 'Add the name to `functions`, or write the ARN of the function in the check.',
  },
  'lambda-unused-function': {
    title: 'No check calls this function',
    why: 'Nothing would run it: the name in the strategy is another one, or the check is gone.',
    fix: 'Write `Check.function({ function: name })` in the strategy, or leave the entry out.',
  },
  'lambda-too-many-alarms': {
    title: 'More alarms than a deployment group takes',
    why: 'Guards and extra alarms count together; CodeDeploy refuses the group when it is made.',
    fix: 'Fold several alarms into one CompositeAlarm, and give that one.',
  },
  'lambda-too-many-triggers': {
    title: 'More triggers than a deployment group takes',
    why: 'CodeDeploy refuses the group when it is made.',
    fix: 'Let one topic have several events, or several subscribers.',
  },
  'lambda-checks-too-large': {
    title: 'The checks do not fit into the environment of the hook function',
    why: 'Their names, payloads and expected answers are its environment variables, which Lambda limits to 4 KB together.',
    fix: 'Let a function of yours hold the payload, and name it in the check.',
  },
  'lambda-alias-name': {
    title: 'Lambda does not take the name of the alias',
    why: 'A number would be a version, and other characters are not allowed.',
    fix: 'Write letters, digits, hyphens and underscores: `live`.',
  },
  'lambda-function-elsewhere': {
    title: 'The function is not made in this stack',
    why: 'Each release has another version. One that another stack exports cannot be exchanged while this stack imports it, so that the second deploy fails; and of an imported function no version can be published.',
    fix: 'Make the release in the stack of the function, and let others import the alias.',
  },
  'lambda-version-concurrency': {
    title: 'Each version that is kept keeps its provisioned concurrency',
    why: 'The versions of all releases stay, for going back, and with them what they have reserved and what it costs.',
    fix: 'Write `aliasOptions: { provisionedConcurrentExecutions }` instead: it moves with the alias.',
  },
  'lambda-layer-flag': {
    title: 'Another version of a layer publishes no version of the function',
    why: 'Without this feature flag CDK looks at the name of a layer only, so that the new layer is released to nobody.',
    fix: 'Set `@aws-cdk/aws-lambda:recognizeLayerVersion` to true in cdk.json.',
  },
  'lambda-sam-preference-taken': {
    title: 'The SAM function has a deployment preference of its own',
    why: 'Two owners of one property: the later one would win in silence.',
    fix: 'Leave AutoPublishAlias and DeploymentPreference to the strategy.',
  },
} as const satisfies FindingDocs;

/** The ids of the findings about AWS Lambda, which `accept` takes. */
export type LambdaFindingId = keyof typeof LAMBDA_FINDINGS;
