import type { PlannedCheck } from '../../lib/plan';
import type { Labels, Manifest } from '../shared/manifest';
import { selectorOf } from '../shared/pod-template';
import { ANNOTATION, LABEL, WAVE } from './deployments';
import { checkJob } from './jobs';
import {
  autoscalers,
  checksIn,
  deployment,
  disruptionBudgets,
  fingerprint,
  type Release,
  replicasOf,
  service,
} from './objects';
import { podsOf } from './pods';
import { COLOURS, type Colour, namesOf, otherThan } from './settings';

/** The pods of a version, and the labels that no other pods have, not even older ones of the same colour. */
function versionOf(release: Release, selector: Labels, image: string | undefined) {
  const pods = podsOf(release, selector, image);
  const labels = { ...selector, [LABEL.revision]: fingerprint(pods) };
  const template = { ...pods, metadata: { ...pods.metadata, labels: { ...pods.metadata?.labels, ...labels } } };
  return { template, labels };
}

/**
 * Two Deployments, and a Service that selects one of them. Each version has a Service of its own, which checks ask: a version is checked once, when
 * its image changes, whether it serves then or not.
 */
export function blueGreen(release: Release): readonly Manifest[] {
  const { plan, options, settings } = release;
  const { live = 'blue', images, idleReplicas } = options;
  const names = namesOf({ name: options.name });
  const all = selectorOf(options);
  const labels = (colour: Colour): Labels => ({ ...all, [LABEL.version]: colour });
  const pods = {
    blue: versionOf(release, labels('blue'), images?.blue),
    green: versionOf(release, labels('green'), images?.green),
  };
  const said = replicasOf(release);
  const shrinks = idleReplicas !== undefined && said.replicas !== undefined;
  const copies = (colour: Colour) => (colour !== live && shrinks ? { replicas: idleReplicas } : said);
  // Where the order is kept, the version that served keeps its copies until the Service has moved; one that is small is checked when it is switched to.
  const isLast = (colour: Colour): boolean => colour !== live && shrinks && settings.delivery !== 'apply';
  const person = plan.phases.some(({ stage, approve }) => stage === 'test' && approve !== undefined);
  const approval = person && { [ANNOTATION.approval]: 'change live when the checks have passed' };
  const jobs = (stage: 'before' | 'test', wave: number) =>
    COLOURS.filter((colour) => !isLast(colour)).flatMap((colour) =>
      checksIn(plan, stage).map((check: PlannedCheck) => {
        const marks = { labels: { [LABEL.version]: colour }, wave };
        return checkJob(release, check, {
          ...marks,
          stage,
          host: names.colour(colour),
          of: pods[colour].template,
          waits: settings.delivery === 'apply',
        });
      }),
    );
  const after = checksIn(plan, 'full').map((check) => {
    const marks = { labels: { [LABEL.version]: live }, wave: WAVE.after };
    return checkJob(release, check, { ...marks, stage: 'full', host: names.root, of: pods[live].template });
  });
  return [
    ...COLOURS.map((colour) =>
      deployment(
        release,
        names.colour(colour),
        { labels: { [LABEL.version]: colour }, wave: isLast(colour) ? WAVE.idle : WAVE.first },
        {
          ...copies(colour),
          selector: labels(colour),
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
          template: pods[colour].template,
        },
      ),
    ),
    ...COLOURS.map((colour) => service(release, names.colour(colour), pods[colour].labels)),
    service(release, names.preview, labels(otherThan(live))),
    ...jobs('before', WAVE.before),
    ...jobs('test', WAVE.test),
    service(release, names.root, labels(live), {
      wave: WAVE.serve,
      ...(approval && { annotations: approval }),
    }),
    ...after,
    ...disruptionBudgets(release),
    ...COLOURS.flatMap((colour) => autoscalers(release, names.colour(colour))),
  ];
}
