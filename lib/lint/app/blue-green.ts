import { fieldsOf } from '../../simulate/read/value';
import type { Part, Resource } from '../read/resource';
import type { App } from './app';
import { sameNamespace } from './selection';

/** Labels by which people tell versions apart. */
const KEYS = /(?:^|[./-])(?:version|colou?r|slot|deployment)$/i;
const COLOURS: ReadonlySet<unknown> = new Set(['blue', 'green']);

/** Names of the Service by which people see the version that waits. */
const PREVIEW = /preview|test|idle|inactive|next/i;

type Labels = Readonly<Record<string, unknown>>;

interface Version {
  readonly part: Part;
  readonly labels: Labels;
  readonly selectors: readonly { readonly service: Part; readonly selector: Labels }[];
}

const isTaken = (selector: Labels, labels: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

const imageOf = (part: Part): string =>
  part.at('spec', 'template', 'spec', 'containers', 0, 'image').text?.replace(/[:@][^/]*$/, '') ?? '';

/** Deployments by the image that they run, of whatever version. */
function byImage(app: App): Version[][] {
  const services = app
    .of('Service', /^$/)
    .map((service) => ({ service, selector: fieldsOf(service.at('spec', 'selector').value) }))
    .filter(({ selector }) => Object.keys(selector).length > 0);
  const groups = new Map<string, Version[]>();
  for (const part of app.of('Deployment', /^apps$/)) {
    const labels = fieldsOf(part.at('spec', 'template', 'metadata', 'labels').value);
    const selectors = services.filter(
      ({ service, selector }) => sameNamespace(service.resource, part.resource) && isTaken(selector, labels),
    );
    const image = imageOf(part);
    groups.set(image, [...(groups.get(image) ?? []), { part, labels, selectors }]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** The label by which two versions of one application differ as blue and green do. */
const differing = (a: Version, b: Version): string | undefined =>
  Object.keys(a.labels).find((key) => {
    const [ours, theirs] = [a.labels[key], b.labels[key]];
    if (theirs === undefined || ours === theirs) return false;
    return KEYS.test(key) || (COLOURS.has(ours) && COLOURS.has(theirs));
  });

/** The Service that sends to one of the two alone; undefined where one sends to both at once, or each has its own. */
function switchOf(a: Version, b: Version): Part | undefined {
  const label = sameNamespace(a.part.resource, b.part.resource) ? differing(a, b) : undefined;
  if (label === undefined || a.selectors.some(({ service }) => b.selectors.some((other) => other.service === service)))
    return undefined;
  const values = [a.labels[label], b.labels[label]].map(String);
  // Services of one version alone bear its name; the one that is switched bears the application's.
  const switched = [...a.selectors, ...b.selectors].filter(
    ({ service, selector }) =>
      selector[label] !== undefined && !values.some((value) => service.resource.name.includes(value)),
  );
  const live = switched.find(({ service }) => !PREVIEW.test(service.resource.name)) ?? switched[0];
  return live?.service.at('spec', 'selector', label);
}

/**
 * Deployments of which one at a time gets the requests, because a person or a pipeline switches the selector of a Service: blue/green, without an
 * engine. Each has the part that is switched.
 */
export function switchedDeployments(app: App): ReadonlyMap<Resource, Part> {
  const found = new Map<Resource, Part>();
  for (const versions of byImage(app)) {
    versions.forEach((version, at) => {
      for (const other of versions.slice(at + 1)) {
        const part = switchOf(version, other);
        if (part === undefined) continue;
        found.set(version.part.resource, part).set(other.part.resource, part);
      }
    });
  }
  return found;
}
