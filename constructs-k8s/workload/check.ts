import { type Finding, show } from '../../lib/findings';
import type { Labels, Manifest, ServiceManifest } from '../shared/manifest';
import { selectorProblems } from '../shared/selector';
import { WORKLOAD } from './deployments';
import { finding } from './findings';
import type { CopyCount, DeploymentManifest, DeploymentSpec } from './manifest';

const NUMBERS = ['replicas', 'minReadySeconds', 'progressDeadlineSeconds', 'revisionHistoryLimit'] as const;

const isWhole = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

/** A number of copies, or a whole percentage of them. */
const isCount = (value: unknown, most = Number.POSITIVE_INFINITY): boolean =>
  typeof value === 'string' ? /^\d+%$/.test(value) && Number.parseInt(value, 10) <= most : isWhole(value);

const isNone = (count: CopyCount | undefined): boolean =>
  count !== undefined && Number.parseInt(String(count), 10) === 0;

function numberProblems(spec: DeploymentSpec): Finding[] {
  const { maxSurge, maxUnavailable } = spec.strategy?.rollingUpdate ?? {};
  const wrong = NUMBERS.filter((field) => spec[field] !== undefined && !isWhole(spec[field])).map(
    (field) => [`spec.${field}`, spec[field]] as const,
  );
  const counts = [
    ...(maxSurge === undefined || isCount(maxSurge) ? [] : [['maxSurge', maxSurge] as const]),
    ...(maxUnavailable === undefined || isCount(maxUnavailable, 100)
      ? []
      : [['maxUnavailable', maxUnavailable] as const]),
  ].map(([field, value]) => [`spec.strategy.rollingUpdate.${field}`, value] as const);
  return [...wrong, ...counts].map(([path, value]) =>
    finding('workload-number', path, `${path.split('.').at(-1)} is no number that a Deployment takes`, {
      received: show(value),
    }),
  );
}

function paceProblems({ strategy, minReadySeconds = 0, progressDeadlineSeconds }: DeploymentSpec): Finding[] {
  const found: Finding[] = [];
  const { maxSurge, maxUnavailable } = strategy?.rollingUpdate ?? {};
  if (isNone(maxSurge) && isNone(maxUnavailable)) {
    const message = 'No copy may be added and none may be missing';
    found.push(finding('workload-pace', 'spec.strategy.rollingUpdate', message, { source: WORKLOAD.source }));
  }
  const deadline = progressDeadlineSeconds ?? WORKLOAD.progressDeadline;
  if (deadline <= minReadySeconds) {
    const detail = { received: `${deadline}`, expected: `more than ${minReadySeconds}`, source: WORKLOAD.source };
    const message = 'No pod can count before the deadline';
    found.push(finding('workload-deadline', 'spec.progressDeadlineSeconds', message, detail));
  }
  return found;
}

/** Why the API server would refuse the selector of a Deployment. */
export const unselectedPods = ({ selector, template }: Pick<DeploymentSpec, 'selector' | 'template'>): Finding[] =>
  selectorProblems(selector, template.metadata?.labels, (...said) => finding('workload-selector', ...said));

function podProblems(spec: DeploymentSpec): Finding[] {
  const { template } = spec;
  const found = unselectedPods(spec);
  const restart = template.spec.restartPolicy;
  if (restart !== undefined && restart !== 'Always') {
    const detail = { received: show(restart), expected: 'Always' };
    const path = 'spec.template.spec.restartPolicy';
    found.push(finding('workload-restart-policy', path, 'The pods of a Deployment are always restarted', detail));
  }
  return found;
}

/**
 * What the API server refuses in Deployments beyond their schema. Use it on any manifests, also on those that Cutover did not write. A finding's
 * path begins with the Deployment's name where there are several.
 */
export function validateDeployments(manifests: readonly Manifest[]): Finding[] {
  const deployments = manifests.filter((one): one is DeploymentManifest => one.kind === 'Deployment');
  return deployments.flatMap(({ metadata, spec }) =>
    [...numberProblems(spec), ...paceProblems(spec), ...podProblems(spec)].map((problem) =>
      deployments.length === 1 ? problem : { ...problem, path: `${metadata.name}.${problem.path}` },
    ),
  );
}

const selects = (selector: Labels, labels: Labels): boolean =>
  Object.keys(selector).length > 0 && Object.entries(selector).every(([key, value]) => labels[key] === value);

/** The Services among the neighbours that select pods of every one of these templates, and do not follow the switch. */
export function bypassProblems(
  deployments: readonly DeploymentManifest[],
  services: readonly Manifest[],
  own: ReadonlySet<string>,
): Finding[] {
  return services
    .filter(({ kind, metadata }) => kind === 'Service' && !own.has(metadata.name))
    .filter((service) => {
      const selector = (service as ServiceManifest).spec?.selector ?? {};
      return deployments.every(({ spec }) => selects(selector, spec.template.metadata?.labels ?? {}));
    })
    .map(({ metadata }) =>
      finding('workload-bypass', 'service', `The Service ${metadata.name} does not follow the switch`),
    );
}
