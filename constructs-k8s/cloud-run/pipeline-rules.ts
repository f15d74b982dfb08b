import type { Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { finding } from './findings';
import { CLOUD_RUN } from './limits';
import type { PipelineOptions } from './settings';

const ID = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;
const LOCATION = /^projects\/[^/\s]+\/locations\/[a-z0-9-]+$/;
const URL_OF_RUN = /^https:\/\/[^/\s]+$/;

const isId = (id: string): boolean => ID.test(id) && id.length <= CLOUD_RUN.longestId;

/** Whether something goes on or back by itself. */
const isAutomatic = ({ onFailure, phases }: Plan): boolean =>
  onFailure === 'rollback' ||
  phases.some(({ stage, approve }) => stage !== 'full' && stage !== 'bake' && approve === undefined);

/** What is wrong with the options of a pipeline. */
export function pipelineProblems(plan: Plan, options: PipelineOptions): Finding[] {
  const { name, targets = [], automationServiceAccount, url } = options;
  const problems: Finding[] = [];
  if (!isId(name)) {
    problems.push(finding('cloud-run-name', 'name', 'Cloud Deploy does not take this name', { received: name }));
  }
  if (targets.length === 0) {
    problems.push(finding('cloud-run-target', 'targets', 'There is no place to deploy to', { received: 'none' }));
  }
  targets.forEach(({ id, location }, at) => {
    const isTwice = targets.findIndex((other) => other.id === id) !== at;
    if (!isId(id) || isTwice) {
      const message = isTwice ? 'Two targets have one id' : 'Cloud Deploy does not take this id';
      problems.push(finding('cloud-run-target', `targets[${at}].id`, message, { received: id }));
    }
    if (!LOCATION.test(location)) {
      problems.push(
        finding('cloud-run-target', `targets[${at}].location`, 'This is no place of Cloud Run', { received: location }),
      );
    }
  });
  if (isAutomatic(plan) && automationServiceAccount === undefined) {
    problems.push(finding('cloud-run-account', 'automationServiceAccount', 'The Automation has no service account'));
  }
  const asks = plan.phases.some(({ checks }) => checks.some(({ kind }) => kind === 'http'));
  if (url === undefined ? asks : !URL_OF_RUN.test(url)) {
    problems.push(
      finding('cloud-run-url', 'url', url === undefined ? 'HTTP checks need the URL' : 'This is no URL of a Service', {
        ...(url !== undefined && { received: url }),
      }),
    );
  }
  return problems;
}
