/**
 * The function that CodeDeploy calls before the first shift or after the last one. It runs all checks at once, each within its own time,
 * and says `Succeeded` when every one passed. A function passes when it answers `{ hookStatus: 'SUCCEEDED' }`, and is asked again when it
 * answers `IN_PROGRESS`: the same contract as that of Amazon ECS. The new version passes when it answers without an error, with all that is
 * expected. (At most 4096 characters: the code is inline.)
 */
export const HOOK_SOURCE = `const { setTimeout: wait } = require('node:timers/promises');
const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
const { CodeDeployClient, PutLifecycleEventHookExecutionStatusCommand } = require('@aws-sdk/client-codedeploy');

const lambda = new LambdaClient();
const codedeploy = new CodeDeployClient();
const { CUTOVER_CHECKS, CUTOVER_STAGE, CUTOVER_VERSION } = process.env;

const has = (got, wanted) =>
  typeof wanted === 'object' && wanted !== null
    ? typeof got === 'object' && got !== null && Object.entries(wanted).every(([key, value]) => has(got[key], value))
    : got === wanted;

async function invoke(name, payload, abortSignal) {
  const answer = await lambda.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(payload) }), { abortSignal });
  const text = Buffer.from(answer.Payload ?? []).toString() || 'null';
  if (answer.FunctionError) throw new Error(answer.FunctionError + ': ' + text);
  return JSON.parse(text);
}

async function run(check, at, event) {
  const signal = AbortSignal.timeout(check.timeout * 1000);
  if (check.payload !== undefined) {
    const answer = await invoke(CUTOVER_VERSION, check.payload, signal);
    if (check.answer !== undefined && !has(answer, check.answer)) throw new Error('answered ' + JSON.stringify(answer));
    return;
  }
  const asked = { check: check.name, stage: CUTOVER_STAGE, version: CUTOVER_VERSION, deploymentId: event.DeploymentId };
  for (;;) {
    const answer = await invoke(process.env['CUTOVER_FUNCTION_' + (at + 1)], asked, signal);
    if (answer?.hookStatus === 'SUCCEEDED') return;
    if (answer?.hookStatus !== 'IN_PROGRESS') throw new Error('answered ' + JSON.stringify(answer));
    await wait((answer.callBackDelay ?? 30) * 1000, undefined, { signal });
  }
}

exports.handler = async (event) => {
  const checks = JSON.parse(CUTOVER_CHECKS);
  const results = await Promise.allSettled(checks.map((check, at) => run(check, at, event)));
  results.forEach(({ status, reason }, at) => console.log(checks[at].name, status === 'fulfilled' ? 'passed' : 'failed: ' + reason));
  const status = results.every((result) => result.status === 'fulfilled') ? 'Succeeded' : 'Failed';
  const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId } = event;
  await codedeploy.send(new PutLifecycleEventHookExecutionStatusCommand({ deploymentId, lifecycleEventHookExecutionId, status }));
  return status;
};
`;
