import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Strategy } from 'cutover';
import { CheckFunction, SamCanaryLambda } from 'cutover/aws';

const strategy = Strategy.fromYaml(readFileSync(join(__dirname, '../strategies/pricing.yaml'), 'utf8'));

/** The same function for those who deploy with AWS SAM: an `AWS::Serverless::Function` with a `DeploymentPreference`. */
export class PricingSamStack extends Stack {
  readonly pricing: SamCanaryLambda;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.pricing = new SamCanaryLambda(this, 'Pricing', {
      strategy,
      function: {
        runtime: 'nodejs24.x',
        handler: 'index.handler',
        codeUri: 's3://shop-artifacts/pricing.zip',
        memorySize: 256,
      },
      functions: {
        'known-price': CheckFunction.newVersion({
          payload: { items: [{ sku: 'book-1', count: 2 }] },
          answer: { total: 2580, currency: 'EUR' },
        }),
      },
    });
  }
}
