import { audienceText, type Trace } from '../../lib/plan';
import type { IngressManifest } from '../shared/ingress';
import { type Routing, shareOf, tracePhases } from '../shared/routing/trace';
import { audiencesIn } from './audience';
import type { NginxFragment } from './emit';
import { PREFIX } from './options';

/** The controller counts in hundredths; a smaller total than that is ignored. */
const HUNDRED = 100;

/** Reads the routing back from a canary Ingress, emitted or from a file. An Ingress that is no canary gets no requests of another one's. */
export function nginxRoutingOf({ metadata }: Pick<IngressManifest, 'metadata'>, prefix: string = PREFIX): Routing {
  const start = `${prefix}/`;
  const annotations = Object.fromEntries(
    Object.entries(metadata.annotations ?? {}).flatMap(([name, value]) =>
      name.startsWith(start) ? [[name.slice(start.length), value] as const] : [],
    ),
  );
  if (annotations.canary !== 'true') return { weight: 0, mirror: 0, audience: [] };
  const total = Math.max(HUNDRED, Number(annotations['canary-weight-total'] ?? HUNDRED));
  const weight = Math.min(total, Number(annotations['canary-weight'] ?? 0));
  return { weight: shareOf(total - weight, weight), mirror: 0, audience: audiencesIn(annotations).map(audienceText) };
}

const NOTHING: Routing = { weight: 0, mirror: 0, audience: [] };

/** What the controller does with the phases: each routes as it says until a person applies the next one. Nothing is watched. */
export const trace = ({ phases }: NginxFragment): Trace =>
  tracePhases(phases.map(({ canary }) => (canary === undefined ? NOTHING : nginxRoutingOf(canary))));
