import type { Finding } from '../../lib/findings';
import { finding } from './findings';
import { isLate } from './stand-ins';

/** What decides which objects there are, and what they are called. */
const SHAPES = new Set(
  [
    [
      'metadata',
      'labels',
      'annotations',
      'selector',
      'strategy',
      'phase',
      'drivenBy',
      'wait',
      'live',
      'mode',
      'images',
    ],
    [
      'router',
      'provider',
      'metrics',
      'kind',
      'hosts',
      'gateways',
      'hostnames',
      'parents',
      'versions',
      'rules',
      'routes',
    ],
    ['template', 'spec', 'containers', 'ports', 'autoscaler', 'alerts', 'webhooks', 'entryPoints', 'tls', 'revisions'],
    ['migration', 'functions', 'gate', 'application', 'dashboard', 'ruleLabels'],
  ].flat(),
);

/** What is judged in a container, or added to. */
const JUDGED = ['name', 'ports', 'lifecycle', 'readinessProbe', 'livenessProbe', 'startupProbe'];

/** Lists of texts: each text may be late. */
const TEXTS = new Set(['hosts', 'hostnames', 'gateways', 'entryPoints']);

/** Names that are the user's: each value may be late. */
const OPEN = new Set(['strategy', 'labels', 'annotations', 'selector', 'images', 'env', 'functions']);

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

const problem = (path: string): Finding =>
  finding('pulumi-late', path, 'This decides what is emitted, and is known too late', { received: 'an output' });

/** The paths of a container that are late; what is in its environment, say, may be. */
function containerPaths(container: unknown, at: string): string[] {
  if (isLate(container)) return [at];
  const { ports, ...fields } = fieldsOf(container);
  const judged = JUDGED.filter((key) => isLate(key === 'ports' ? ports : fields[key])).map((key) => `${at}.${key}`);
  const listed = Array.isArray(ports) ? ports : [];
  const inPorts = listed.flatMap((port, index) => {
    const where = `${at}.ports[${index}]`;
    if (isLate(port)) return [where];
    return Object.entries(fieldsOf(port)).flatMap(([key, value]) => (isLate(value) ? [`${where}.${key}`] : []));
  });
  return [...judged, ...inPorts];
}

function podPaths(spec: unknown, at: string): string[] {
  const { containers, terminationGracePeriodSeconds } = fieldsOf(spec);
  return [
    ...(isLate(containers) ? [`${at}.containers`] : []),
    ...(isLate(terminationGracePeriodSeconds) ? [`${at}.terminationGracePeriodSeconds`] : []),
    ...listPaths(containers, `${at}.containers`),
  ];
}

const listPaths = (containers: unknown, at: string): string[] =>
  Array.isArray(containers) ? containers.flatMap((one, index) => containerPaths(one, `${at}[${index}]`)) : [];

function paths(value: unknown, at: readonly string[]): string[] {
  return Object.entries(fieldsOf(value)).flatMap(([key, inner]) => {
    const where = [...at, key];
    const path = where.join('.').replace(/\.(\d+)/g, '[$1]');
    const isItem = Array.isArray(value);
    if (isLate(inner)) {
      const decides = isItem ? !TEXTS.has(at.at(-1) ?? '') : SHAPES.has(key) || path === 'metadata.name';
      return decides ? [path] : [];
    }
    if (OPEN.has(key)) return [];
    if (key === 'containers') return listPaths(inner, path);
    if (key === 'spec') return podPaths(inner, path);
    return paths(inner, where);
  });
}

/** What is an output where it cannot be one: TypeScript says so, and JavaScript does not. */
export const lateProblems = (args: object): readonly Finding[] => paths(args, []).map(problem);
