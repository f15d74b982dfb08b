import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, type StackProps } from 'aws-cdk-lib';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { Strategy } from 'cutover';
import { CanaryLambda, CheckFunction } from 'cutover/aws';

const strategy = Strategy.fromYaml(readFileSync(join(__dirname, '../strategies/pricing.yaml'), 'utf8'));

/** The price of a basket: a function on AWS Lambda, whose every new version goes live in ten equal steps. */
export class PricingStack extends Stack {
  readonly pricing: CanaryLambda;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.pricing = new CanaryLambda(this, 'Pricing', {
      strategy,
      function: {
        runtime: Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: Code.fromAsset(join(__dirname, 'function')),
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
