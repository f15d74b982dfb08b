import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Chart, Testing } from 'cdk8s';
import * as argoByHand from '../../bench/apps/argo-by-hand';
import * as argoCutover from '../../bench/apps/argo-cutover';
import { CONTEXT } from '../../bench/apps/cdk';
import * as deploymentByHand from '../../bench/apps/deployment-by-hand';
import * as deploymentCutover from '../../bench/apps/deployment-cutover';
import * as ecsByHand from '../../bench/apps/ecs-by-hand';
import * as ecsCutover from '../../bench/apps/ecs-cutover';
import * as flaggerByHand from '../../bench/apps/flagger-by-hand';
import * as flaggerCutover from '../../bench/apps/flagger-cutover';
import * as gatewayApiByHand from '../../bench/apps/gateway-api-by-hand';
import * as gatewayApiCutover from '../../bench/apps/gateway-api-cutover';
import * as lambdaByHand from '../../bench/apps/lambda-by-hand';
import * as lambdaCutover from '../../bench/apps/lambda-cutover';
import { comparable } from './comparable';

const resources = (add: (stack: Stack) => void) => {
  const stack = new Stack(new App({ context: CONTEXT }), 'Service');
  add(stack);
  return comparable(Template.fromStack(stack).toJSON().Resources);
};

test.each([
  ['CanaryEcsService', ecsCutover, ecsByHand],
  ['CanaryLambda', lambdaCutover, lambdaByHand],
])('%s and the code by hand make the same resources.', (_, cutover, byHand) => {
  expect(resources(cutover.addService)).toEqual(resources(byHand.addService));
});

/** The manifests in the order of their kinds. The label that selects the pods comes from a path. */
function manifests(add: (chart: Chart) => void): unknown[] {
  const chart = new Chart(Testing.app(), 'service-1', { namespace: 'shop' });
  add(chart);
  return Testing.synth(chart).sort((a, b) =>
    `${a.kind} ${a.metadata.name}`.localeCompare(`${b.kind} ${b.metadata.name}`),
  );
}

test.each([
  ['ArgoRollout', argoCutover, argoByHand],
  ['FlaggerCanary', flaggerCutover, flaggerByHand],
  ['RollingDeployment', deploymentCutover, deploymentByHand],
  ['GatewayCanaryRouting', gatewayApiCutover, gatewayApiByHand],
])('%s and the code by hand make the same manifests.', (_, cutover, byHand) => {
  expect(manifests(cutover.addService)).toEqual(manifests(byHand.addService));
});
