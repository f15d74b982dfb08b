import { type Gate, type Stretch, segmentsOf, type Trace } from '../../../lib/plan';
import type { KnativeServiceManifest } from '../manifest';
import { TAGS } from '../service';
import type { KnativeFragment } from './emit';

/**
 * Percent of the requests that the new version answers: the revision that the template makes, or the latest one, or the one that is tagged as
 * preview. Without traffic everything goes to the latest revision, as soon as it is ready.
 */
export function releasedShare({ spec }: Pick<KnativeServiceManifest, 'spec'>): number {
  const { template, traffic } = spec;
  if (traffic === undefined) return 100;
  return traffic
    .filter(
      ({ latestRevision, revisionName, tag }) =>
        latestRevision === true || tag === TAGS.candidate || (revisionName ?? '') === template.metadata?.name,
    )
    .reduce((sum, { percent }) => sum + percent, 0);
}

/** A person applies the next phase, whenever they do. */
const PERSON: Gate = { kind: 'approval', onTimeout: 'rollback' };

/** What Knative does with the phases: each divides as it says until a person applies the next one. Nothing is watched. */
export function trace({ phases }: KnativeFragment): Trace {
  const stretches = phases.map(
    ({ service }, at): Stretch => ({
      seconds: 0,
      weight: releasedShare(service),
      mirror: 0,
      audience: [],
      reached: 'at once',
      guards: [],
      gates: at < phases.length - 1 ? [PERSON] : [],
    }),
  );
  return { segments: segmentsOf(stretches), guards: [], onFailure: 'halt' };
}
