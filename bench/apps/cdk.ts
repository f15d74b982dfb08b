import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { type Case, withFolder } from './case';

/** The feature flags that an app made by `cdk init` has, as far as they change these resources. */
export const CONTEXT = {
  '@aws-cdk/aws-lambda:recognizeLayerVersion': true,
  '@aws-cdk/aws-lambda:recognizeVersionProps': true,
};

/** An app with a stack for each service, as CloudFormation's limit of 500 resources asks for. */
export const cdkCase = (add: (stack: Stack) => void): Case => ({
  synthesize: (count) =>
    withFolder((outdir) => {
      const app = new App({ outdir, context: CONTEXT, analyticsReporting: false });
      for (let at = 1; at <= count; at += 1) add(new Stack(app, `Service${at}`));
      app.synth();
      return () => app.node.findAll().filter((node) => CfnResource.isCfnResource(node)).length;
    }),
});
