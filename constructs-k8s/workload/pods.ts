import { withDrain } from '../shared/drain';
import type { Labels, PodTemplate } from '../shared/manifest';
import { placeholder } from '../shared/pod-template';
import { REVISION_LABEL, spreadsByRevision } from './deployments';
import { leastCopies, type Release } from './objects';

/** Where pods are spread, when nothing else is said: as evenly as there is room. */
const TOPOLOGIES = ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'] as const;

function withSpread(template: PodTemplate, selector: Labels, release: Release): PodTemplate {
  const { options, settings } = release;
  const isSaid = template.spec.topologySpreadConstraints !== undefined || options.topologySpread === false;
  if (isSaid || leastCopies(release) < 2) return template;
  const constraint = (topologyKey: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selector },
    ...(spreadsByRevision(settings.surroundings.kubernetes) && { matchLabelKeys: [REVISION_LABEL] }),
  });
  return { ...template, spec: { ...template.spec, topologySpreadConstraints: TOPOLOGIES.map(constraint) } };
}

/** The pods of one version: those of the release, with these labels too, and another image of the first container. */
export function podsOf(release: Release, selector: Labels, image?: string): PodTemplate {
  const { options, plan, settings } = release;
  const template = options.template ?? placeholder(options);
  const [first, ...others] = template.spec.containers;
  const containers = first && image !== undefined ? [{ ...first, image }, ...others] : template.spec.containers;
  const labelled: PodTemplate = {
    ...template,
    metadata: { ...template.metadata, labels: { ...template.metadata?.labels, ...selector } },
    spec: { ...template.spec, containers },
  };
  return withDrain(withSpread(labelled, selector, release), plan.drain, settings.surroundings);
}
