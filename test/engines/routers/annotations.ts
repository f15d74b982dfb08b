import type { NginxRouting } from '../../../constructs-k8s/nginx-ingress/routing';
import type { IngressManifest } from '../../../constructs-k8s/shared/ingress';
import { program } from '../setup';
import { run } from '../setup/run';

/** What the controller makes of the annotations of an Ingress; what it does not take is empty, or its own default. */
interface Reading {
  readonly Refused: string;
  readonly Canary: Readonly<Record<string, string | number | boolean>>;
  readonly SessionAffinity: { readonly type: string; readonly name: string; readonly maxage: string };
  readonly UpstreamHashBy: { readonly 'upstream-hash-by'?: string };
}

/** Reads Ingresses as ingress-nginx does. */
export async function readingsOf(ingresses: readonly IngressManifest[]): Promise<readonly Reading[]> {
  return JSON.parse(await run(program('read-annotations'), [], { input: JSON.stringify(ingresses) })) as Reading[];
}

/** The fields of the controller's reading, with the annotation of each and what stands there without it. */
const FIELDS: readonly (readonly [field: string, annotation: string, otherwise: string])[] = [
  ['Enabled', 'canary', 'false'],
  ['Weight', 'canary-weight', '0'],
  ['WeightTotal', 'canary-weight-total', '100'],
  ['Header', 'canary-by-header', ''],
  ['HeaderValue', 'canary-by-header-value', ''],
  ['HeaderPattern', 'canary-by-header-pattern', ''],
  ['Cookie', 'canary-by-cookie', ''],
];

const annotation = ({ metadata }: IngressManifest, name: string): string | undefined =>
  metadata.annotations?.[`nginx.ingress.kubernetes.io/${name}`];

/** The annotations of an Ingress that the controller reads otherwise than they are written. */
export function misread(ingress: IngressManifest, { Refused, ...reading }: Reading): readonly string[] {
  const { type, name, maxage } = reading.SessionAffinity;
  const read: readonly (readonly [annotation: string, wanted: string, real: string])[] = [
    ...FIELDS.map(
      ([field, name, otherwise]) =>
        [name, annotation(ingress, name) ?? otherwise, String(reading.Canary[field])] as const,
    ),
    ['affinity', annotation(ingress, 'affinity') ?? '', type],
    ['session-cookie-name', annotation(ingress, 'session-cookie-name') ?? name, name],
    ['session-cookie-max-age', annotation(ingress, 'session-cookie-max-age') ?? '', maxage],
    [
      'upstream-hash-by',
      annotation(ingress, 'upstream-hash-by') ?? '',
      reading.UpstreamHashBy['upstream-hash-by'] ?? '',
    ],
  ];
  const wrong = read.flatMap(([name, wanted, real]) =>
    wanted === real ? [] : [`${name}: ${wanted} is read as ${real}`],
  );
  return Refused === '' ? wrong : [`refused: ${Refused}`, ...wrong];
}

/** The Ingresses of a phase. */
export const ingressesOf = ({ ingress, canary }: NginxRouting): readonly IngressManifest[] =>
  canary === undefined ? [ingress] : [ingress, canary];
