import { type Finding, show } from '../../../lib/findings';
import { selectorProblems } from '../../shared/selector';
import { ARGO } from '../argo';
import { finding } from '../findings';
import type { AntiAffinity, BlueGreenStrategySpec, RolloutSpec } from '../manifest';
import { canaryProblems } from './canary';

/** Old revisions that Argo keeps when nothing is said. */
const REVISION_HISTORY = 10;

const NUMBERS = ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'] as const;

function numberProblems(spec: RolloutSpec): Finding[] {
  const wrong = NUMBERS.filter((field) => {
    const value: unknown = spec[field];
    return value !== undefined && !(Number.isInteger(value) && (value as number) >= 0);
  }).map((field) =>
    finding('argo-number', `spec.${field}`, `${field} is no whole number from 0`, { received: show(spec[field]) }),
  );
  const { minReadySeconds = 0, progressDeadlineSeconds = ARGO.progressDeadline } = spec;
  if (progressDeadlineSeconds > minReadySeconds) return wrong;
  const detail = { received: `${progressDeadlineSeconds}`, expected: `more than ${minReadySeconds}` };
  return [
    ...wrong,
    finding(
      'argo-progress-deadline',
      'spec.progressDeadlineSeconds',
      'No pod can be ready before the deadline',
      detail,
    ),
  ];
}

function podProblems({ selector, template, workloadRef }: RolloutSpec): Finding[] {
  if (workloadRef !== undefined) {
    return template === undefined
      ? []
      : [finding('argo-template-and-workload-ref', 'spec.template', 'There are a template and a workloadRef')];
  }
  const problems = selectorProblems(selector, template?.metadata?.labels, (...said) =>
    finding('argo-selector', ...said),
  );
  const restart = template?.spec.restartPolicy;
  if (restart !== undefined && restart !== 'Always') {
    problems.push(
      finding('argo-restart-policy', 'spec.template.spec.restartPolicy', 'The pods of a Rollout are always restarted', {
        received: show(restart),
        expected: 'Always',
      }),
    );
  }
  return problems;
}

/** What is wrong with an anti-affinity. */
function antiAffinityProblems(antiAffinity: AntiAffinity | undefined, path: string): Finding[] {
  if (antiAffinity === undefined) return [];
  const {
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
    requiredDuringSchedulingIgnoredDuringExecution: required,
  } = antiAffinity;
  if ((preferred === undefined) === (required === undefined)) {
    return [finding('argo-anti-affinity', path, 'The anti-affinity is not exactly one of preferred and required')];
  }
  if (preferred === undefined || (preferred.weight >= 1 && preferred.weight <= 100)) return [];
  const detail = { received: `${preferred.weight}`, expected: '1 to 100' };
  return [
    finding('argo-anti-affinity', `${path}.weight`, 'The weight of the anti-affinity is outside its range', detail),
  ];
}

function revisionProblems(
  kept: number | undefined,
  { revisionHistoryLimit = REVISION_HISTORY }: RolloutSpec,
  path: string,
): Finding[] {
  if (kept === undefined || kept <= revisionHistoryLimit) return [];
  const detail = { received: `${kept}`, expected: `at most ${revisionHistoryLimit}` };
  return [finding('argo-revision-limit', path, 'More old revisions run than there is history', detail)];
}

function serviceProblems({ activeService, previewService }: BlueGreenStrategySpec, path: string): Finding[] {
  if (!activeService) return [finding('argo-missing-service', `${path}.activeService`, 'There is no active Service')];
  if (activeService !== previewService) return [];
  const message = 'The active and the preview Service are the same';
  return [finding('argo-same-services', `${path}.activeService`, message, { received: show(activeService) })];
}

/** A canary may name more old revisions than there are: Argo 1.9.1 looks at the limit of blueGreen only, and keeps those that exist. */
function blueGreenProblems(blueGreen: BlueGreenStrategySpec, spec: RolloutSpec, path: string): Finding[] {
  const { scaleDownDelayRevisionLimit } = blueGreen;
  return [
    ...serviceProblems(blueGreen, path),
    ...revisionProblems(scaleDownDelayRevisionLimit, spec, `${path}.scaleDownDelayRevisionLimit`),
  ];
}

/** What Argo's validation says about the spec of a Rollout, and what it should say. */
export function rolloutProblems(spec: RolloutSpec): Finding[] {
  const { blueGreen, canary } = spec.strategy;
  const common = [...numberProblems(spec), ...podProblems(spec)];
  if ((blueGreen === undefined) === (canary === undefined)) {
    return [...common, finding('argo-strategy', 'spec.strategy', 'There is not exactly one of canary and blueGreen')];
  }
  const path = `spec.strategy.${canary === undefined ? 'blueGreen' : 'canary'}`;
  const { antiAffinity } = canary ?? (blueGreen as BlueGreenStrategySpec);
  return [
    ...common,
    ...(canary === undefined
      ? blueGreenProblems(blueGreen as BlueGreenStrategySpec, spec, path)
      : canaryProblems(canary, path)),
    ...antiAffinityProblems(antiAffinity, `${path}.antiAffinity`),
  ];
}
