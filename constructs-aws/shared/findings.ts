import type { FindingDocs } from '../../lib/findings';

/** What can be said about every construct on AWS. */
export const AWS_FINDINGS = {
  'cdk-refused': {
    title: 'The CDK refuses what it is given',
    why: 'The value is passed on to a construct of aws-cdk-lib, which has rules of its own about it.',
    fix: 'Correct the value as the CDK says.',
  },
} as const satisfies FindingDocs;
