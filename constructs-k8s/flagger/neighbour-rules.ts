import type { ApiObject } from 'cdk8s';
import type { Finding } from '../../lib/findings';
import type { Labels } from '../shared/manifest';
import { type Neighbours, neighboursOf } from '../shared/neighbours';
import { finding } from './findings';
import type { CanarySpec } from './manifest';
import { type RenderedDeployment, selectedBy } from './workload';

interface Rules {
  readonly canary: ApiObject;
  readonly spec: CanarySpec;
  /** Absent where the workload is elsewhere. */
  readonly deployment: RenderedDeployment | undefined;
}

interface Backend {
  readonly backend?: { readonly service?: { readonly name?: string } };
}

/** The names of what Flagger makes, by kind. */
function created({
  targetRef,
  service,
  autoscalerRef,
  ingressRef,
}: CanarySpec): Readonly<Record<string, readonly string[]>> {
  const apex = service?.name ?? targetRef.name;
  const versions = [`${apex}-primary`, `${apex}-canary`];
  return {
    Service: targetRef.kind === 'Service' ? [] : [apex, ...versions],
    Deployment: [`${targetRef.name}-primary`],
    VirtualService: [apex],
    HTTPRoute: [apex],
    DestinationRule: versions,
    HorizontalPodAutoscaler: autoscalerRef === undefined ? [] : [`${autoscalerRef.name}-primary`],
    Ingress: ingressRef === undefined ? [] : [`${ingressRef.name}-canary`],
  };
}

function createdTwice({ canary, spec }: Rules, neighbours: Neighbours): Finding[] {
  const { namespace } = canary.metadata;
  return Object.entries(created(spec)).flatMap(([kind, names]) =>
    names
      .filter((name) => neighbours.named(kind, name, namespace) > 0)
      .map((name) => finding('flagger-created', kind, `The chart has the ${kind} ${name}, which Flagger makes`)),
  );
}

/** Services that would have no pods between two releases. */
function emptied({ canary, spec, deployment }: Rules, neighbours: Neighbours): Finding[] {
  const selected = deployment && selectedBy(deployment);
  if (deployment === undefined || selected === undefined) return [];
  const labels = deployment.spec.template.metadata?.labels ?? {};
  const [label, value] = selected;
  const own = created(spec).Service ?? [];
  return neighbours.services.flatMap(({ metadata, ...rest }) => {
    const selector = (rest as { spec?: { selector?: Labels } }).spec?.selector ?? {};
    const selects = Object.entries(selector).every(([key, text]) => labels[key] === text) && selector[label] === value;
    if (!selects || own.includes(metadata.name) || metadata.namespace !== canary.metadata.namespace) return [];
    return [
      finding(
        'flagger-service-empty',
        'service',
        `The Service ${metadata.name} selects ${label}=${value}, which the pods of ${spec.targetRef.name}-primary do not have`,
      ),
    ];
  });
}

interface Scaling {
  readonly spec?: { readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string } };
}

function autoscaled({ canary, spec }: Rules): Finding[] {
  const { targetRef, autoscalerRef } = spec;
  const objects = canary.chart.node.findAll().filter((one): one is ApiObject => 'kind' in one && 'toJson' in one);
  return objects
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject')
    .filter(({ name }) => name !== autoscalerRef?.name)
    .filter((one) => {
      const { scaleTargetRef: { kind = 'Deployment', name } = {} } = (one.toJson() as Scaling).spec ?? {};
      return kind === targetRef.kind && name === targetRef.name;
    })
    .map(({ name, kind }) =>
      finding('flagger-autoscaler', 'autoscaler', `The ${kind} ${name} scales ${targetRef.name}`),
    );
}

interface IngressRules {
  readonly metadata?: { readonly annotations?: Labels };
  readonly spec?: { readonly rules?: readonly { readonly http?: { readonly paths?: readonly Backend[] } }[] };
}

function ingressed({ spec }: Rules, neighbours: Neighbours): Finding[] {
  const { ingressRef, service, targetRef } = spec;
  if (ingressRef === undefined) return [];
  const apex = service?.name ?? targetRef.name;
  return neighbours.find('Ingress', ingressRef.name).flatMap((ingress) => {
    const { metadata, spec: rules } = ingress.toJson() as IngressRules;
    const paths = (rules?.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
    const leads = paths.some(({ backend }) => backend?.service?.name === apex);
    const crashes = spec.provider === 'skipper' && Object.keys(metadata?.annotations ?? {}).length === 0;
    return [
      ...(leads
        ? []
        : [
            finding(
              'flagger-ingress',
              'provider.ingress',
              `No rule of the Ingress ${ingressRef.name} leads to ${apex}`,
            ),
          ]),
      ...(crashes
        ? [finding('flagger-annotations', 'provider.ingress', `The Ingress ${ingressRef.name} has no annotation`)]
        : []),
    ];
  });
}

function released({ canary, spec }: Rules): Finding[] {
  const { kind, name } = spec.targetRef;
  const others = canary.chart.node.findAll().filter((one): one is ApiObject => 'kind' in one && one.kind === 'Canary');
  const same = others.filter((one) => {
    const other = (one.toJson() as { spec?: CanarySpec }).spec?.targetRef;
    return one.metadata.namespace === canary.metadata.namespace && other?.kind === kind && other.name === name;
  });
  return same.length > 1
    ? [finding('flagger-duplicate', 'targetRef', `There are ${same.length} Canaries of ${kind} ${name}`)]
    : [];
}

function selected({ deployment }: Rules): Finding[] {
  if (deployment === undefined || selectedBy(deployment) !== undefined) return [];
  const received = Object.keys(deployment.spec.selector.matchLabels ?? {}).join(', ') || 'none';
  return [
    finding('flagger-selector', 'deployment', 'The Deployment is not selected by a label that Flagger takes', {
      received,
      expected: 'app, name or app.kubernetes.io/name',
    }),
  ];
}

/** What is wrong between a Canary, its workload and the other objects of the chart. */
export function neighbourProblems(rules: Rules): Finding[] {
  const neighbours = neighboursOf(rules.canary.chart);
  return [
    ...selected(rules),
    ...createdTwice(rules, neighbours),
    ...emptied(rules, neighbours),
    ...autoscaled(rules),
    ...ingressed(rules, neighbours),
    ...released(rules),
  ];
}
