import type { Finding } from '../../lib/findings';
import { finding } from './findings';
import { KNATIVE_NUMBERS } from './knative/limits';
import { CLOUD_RUN } from './limits';
import type { ServiceOptions, ServicePlatform } from './service';

const NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** What a Service may have on each platform. */
const LIMITS = {
  knative: { name: KNATIVE_NUMBERS.longestName, timeout: KNATIVE_NUMBERS.longestTimeout },
  'cloud-run': { name: CLOUD_RUN.longestServiceName, timeout: CLOUD_RUN.longestTimeout },
} as const satisfies Record<ServicePlatform, object>;

const isName = (name: string, longest: number): boolean => NAME.test(name) && name.length <= longest;

function revisionProblems({ name: service, revisions }: ServiceOptions): Finding[] {
  if (revisions === undefined) return [finding('cloud-run-revision', 'revisions', 'The revisions are not named')];
  const wrong = Object.entries(revisions)
    .filter(([, name]) => name !== undefined)
    .filter(([, name]) => !isName(name, KNATIVE_NUMBERS.longestName) || !name.startsWith(`${service}-`))
    .map(([which, name]) =>
      finding('cloud-run-revision', `revisions.${which}`, 'This is no name of a revision of the Service', {
        received: name,
        expected: `${service}-…, up to ${KNATIVE_NUMBERS.longestName} letters`,
      }),
    );
  if (revisions.stable === undefined) {
    const message = `No stable revision is named, so that everything goes to ${revisions.candidate} at once, whatever the phase says`;
    return [...wrong, finding('cloud-run-first-release', 'revisions.stable', message)];
  }
  if (revisions.stable !== revisions.candidate) return wrong;
  return [
    ...wrong,
    finding('cloud-run-revision', 'revisions', 'Both revisions have one name', { received: revisions.stable }),
  ];
}

function whole(path: string, value: number | undefined, min: number, max: number): Finding[] {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) return [];
  return [
    finding('cloud-run-number', path, 'The platform does not take this number', {
      received: String(value),
      expected: `a whole number from ${min} to ${max}`,
    }),
  ];
}

/** What is wrong with the options of a Service; its revisions only where it divides the traffic itself. */
export function serviceProblems(options: ServiceOptions, platform: ServicePlatform, divides: boolean): Finding[] {
  const { name, containers, concurrency, minInstances, maxInstances, timeout } = options;
  const limits = LIMITS[platform];
  const answering = (containers ?? []).filter(({ ports }) => Array.isArray(ports) && ports.length > 0).length;
  const isAmbiguous = containers !== undefined && containers.length > 1 && answering !== 1;
  return [
    ...(isName(name, limits.name)
      ? []
      : [
          finding('cloud-run-name', 'name', 'The platform does not take this name', {
            received: name,
            expected: `up to ${limits.name} lower case letters, digits and hyphens`,
          }),
        ]),
    ...(divides ? revisionProblems(options) : []),
    ...(containers?.length === 0 || isAmbiguous
      ? [
          finding('cloud-run-containers', 'containers', 'Requests have nowhere to go, or too many places', {
            received: `${answering} with ports, of ${containers?.length ?? 0}`,
          }),
        ]
      : []),
    ...whole('concurrency', concurrency, 0, KNATIVE_NUMBERS.highestConcurrency),
    ...whole('minInstances', minInstances, 0, maxInstances ?? CLOUD_RUN.mostInstances),
    ...whole('maxInstances', maxInstances, 1, CLOUD_RUN.mostInstances),
    ...whole('timeout', timeout, 1, limits.timeout),
  ];
}
