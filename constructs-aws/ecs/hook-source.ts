/**
 * The function that runs the checks of a release, as the inline code of a Lambda function (at most 4096 characters).
 *
 * It lets the first deployment of a service pass: there is no version to go back to. A check of a step runs at that step's weight only,
 * although ECS calls the hook before every shift. Connections are not kept: they would die while the function sleeps. Numbers may come as text. `TEST` and `PRODUCTION` are `{ url, headers, host }` as JSON.
 */
export const HOOK_SOURCE = `'use strict';
const { ECSClient, DescribeServiceDeploymentsCommand } = require('@aws-sdk/client-ecs');
const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');

const answer = (hookStatus, why, more) => {
  console.log(JSON.stringify({ hookStatus, why }));
  return { hookStatus, ...more };
};

async function isFirst(deployment) {
  const command = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [deployment] });
  const { serviceDeployments = [] } = await new ECSClient({}).send(command);
  const [found] = serviceDeployments;
  return found !== undefined && (found.sourceServiceRevisions ?? []).length === 0;
}

function isDue(given, { targetServiceRevisionArn, productionTrafficWeights = {} }) {
  const weight = productionTrafficWeights[targetServiceRevisionArn];
  if (given === undefined || weight === undefined) return true;
  const at = Number(given);
  return at === 0 || weight === 0 ? at === weight : Math.abs(at - weight) < 1;
}

function ask({ against, path, method, headers, status, body, within }, signal) {
  const to = JSON.parse(process.env[against === 'test' ? 'TEST' : 'PRODUCTION']);
  const url = new URL(path, to.url);
  const { request } = require(url.protocol === 'https:' ? 'https' : 'http');
  const host = to.host ? { host: to.host } : {};
  const options = { method, signal, agent: false, servername: to.host, headers: { ...host, ...headers, ...to.headers } };
  const start = Date.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (text = (text + part).slice(0, 1e6)));
      response.on('error', reject);
      response.on('end', () => {
        const took = Date.now() - start;
        if (response.statusCode !== Number(status)) resolve('status ' + response.statusCode + ', not ' + status);
        else if (body !== undefined && !text.includes(body)) resolve('the body has no ' + JSON.stringify(body));
        else if (within !== undefined && took > within) resolve('took ' + took + ' ms, more than ' + within);
        else resolve();
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

async function call(name, event, abortSignal) {
  const command = new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) });
  const { FunctionError, Payload } = await new LambdaClient({ maxAttempts: 1 }).send(command, { abortSignal });
  const text = Buffer.from(Payload ?? []).toString();
  if (FunctionError) throw new Error(text);
  return JSON.parse(text);
}

exports.handler = async (event) => {
  const details = event.hookDetails;
  const check = typeof details === 'string' ? JSON.parse(details) : details;
  const since = check.since ?? Date.now();
  const left = since + check.timeout * 1000 - Date.now();
  try {
    if (await isFirst(event.resourceArn)) return answer('SUCCEEDED', 'the first deployment');
    if (!isDue(check.atWeight, event.executionDetails)) return answer('SUCCEEDED', 'not at this weight');
    if (left <= 0) return answer('FAILED', 'no answer in time');
    const signal = AbortSignal.timeout(left);
    if (check.http) {
      const problem = await ask(check.http, signal);
      return answer(problem ? 'FAILED' : 'SUCCEEDED', problem ?? check.name);
    }
    const { hookStatus, callBackDelay } = await call(check.function, event, signal);
    if (hookStatus !== 'IN_PROGRESS') return answer(hookStatus === 'SUCCEEDED' ? hookStatus : 'FAILED', check.name);
    const more = { callBackDelay: callBackDelay ?? 30, hookDetails: { ...check, since } };
    return answer(hookStatus, check.name, more);
  } catch (error) {
    return answer('FAILED', String(error));
  }
};
`;
