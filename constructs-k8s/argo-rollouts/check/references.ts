import { type Finding, show } from '../../../lib/findings';
import type { VirtualService } from '../../istio/manifest';
import type { Manifest, ServiceManifest } from '../../shared/manifest';
import { finding } from '../findings';
import type { AnalysisTemplateManifest, RolloutAnalysis, RolloutManifest } from '../manifest';
import { gatewayRouteProblems } from './gateway-routes';
import { metricProblems, type Place } from './metrics';

/** The label that Argo adds to the selectors of Services. */
const HASH = 'rollouts-pod-template-hash';
/** The annotation that says which Rollout a Service belongs to. */
const MANAGED_BY = 'argo-rollouts.argoproj.io/managed-by-rollouts';

/** The Services that a Rollout names, with the field. */
function named({
  spec,
}: RolloutManifest): ReadonlyMap<string, { readonly field: string; readonly extra: Readonly<Record<string, string>> }> {
  const { canary, blueGreen } = spec.strategy;
  const services: ReadonlyArray<readonly [string | undefined, string, Readonly<Record<string, string>> | undefined]> = [
    [canary?.stableService, 'canary.stableService', canary?.stableMetadata?.labels],
    [canary?.canaryService, 'canary.canaryService', canary?.canaryMetadata?.labels],
    [canary?.pingPong?.pingService, 'canary.pingPong.pingService', undefined],
    [canary?.pingPong?.pongService, 'canary.pingPong.pongService', undefined],
    [blueGreen?.activeService, 'blueGreen.activeService', blueGreen?.activeMetadata?.labels],
    [blueGreen?.previewService, 'blueGreen.previewService', blueGreen?.previewMetadata?.labels],
  ];
  return new Map(
    services.flatMap(([name, field, extra = {}]) => (name ? [[name, { field: `spec.strategy.${field}`, extra }]] : [])),
  );
}

function serviceProblems(rollout: RolloutManifest, services: readonly ServiceManifest[]): Finding[] {
  const labels = rollout.spec.template?.metadata?.labels;
  return [...named(rollout)].flatMap(([name, { field, extra }]) => {
    const service = services.find(({ metadata }) => metadata.name === name);
    if (service === undefined) return [];
    const owner = service.metadata.annotations?.[MANAGED_BY];
    const taken =
      owner !== undefined && owner !== rollout.metadata.name
        ? [
            finding('argo-service-managed', field, `The Service ${name} belongs to another Rollout`, {
              received: show(owner),
            }),
          ]
        : [];
    if (labels === undefined) return taken;
    const wrong = Object.entries(service.spec.selector ?? {}).filter(
      ([key, value]) => key !== HASH && labels[key] !== value && extra[key] !== value,
    );
    return [
      ...taken,
      ...wrong.map(([key, value]) =>
        finding(
          'argo-service-selector',
          field,
          `The Service ${name} selects pods by ${key}, which the Rollout's do not have`,
          {
            received: show(value),
            expected: show(labels[key]),
          },
        ),
      ),
    ];
  });
}

function analysisProblems(
  analysis: RolloutAnalysis | undefined,
  path: string,
  place: Place,
  templates: readonly AnalysisTemplateManifest[],
  complete: boolean,
): Finding[] {
  if (analysis === undefined) return [];
  if ((analysis.templates?.length ?? 0) === 0)
    return [finding('argo-analysis-template', path, 'The analysis names no template')];
  const problems: Finding[] = [];
  const metrics = analysis.templates.flatMap(({ templateName, clusterScope = false }, at) => {
    const template = templates.find(({ metadata }) => metadata.name === templateName);
    if (template === undefined) {
      if (complete && !clusterScope) {
        problems.push(
          finding('argo-analysis-template', `${path}.templates[${at}]`, 'There is no such template', {
            received: show(templateName),
          }),
        );
      }
      return [];
    }
    for (const { name, value, valueFrom } of template.spec.args ?? []) {
      const given = analysis.args?.some((argument) => argument.name === name) ?? false;
      if (value !== undefined && valueFrom !== undefined) {
        problems.push(
          finding('argo-metric-argument', `${templateName}.spec.args`, `The argument ${name} has a value twice`),
        );
      } else if (value === undefined && valueFrom === undefined && !given) {
        problems.push(
          finding('argo-metric-argument', `${path}.args`, `The argument ${name} of ${templateName} has no value`),
        );
      }
    }
    return template.spec.metrics.map((metric, index) => ({ metric, path: `${templateName}.spec.metrics[${index}]` }));
  });
  return [...problems, ...metricProblems(metrics, place)];
}

const hostIs = (host: string, service: string): boolean => host === service || host.startsWith(`${service}.`);

function virtualServiceProblems({ spec }: RolloutManifest, all: readonly VirtualService[]): Finding[] {
  const { pingPong, trafficRouting, ...own } = spec.strategy.canary ?? {};
  const stableService = own.stableService ?? pingPong?.pingService;
  const canaryService = own.canaryService ?? pingPong?.pongService;
  const { virtualService, virtualServices = [], destinationRule } = trafficRouting?.istio ?? {};
  const wanted = virtualService === undefined ? virtualServices : [virtualService];
  const path = 'spec.strategy.canary.trafficRouting.istio.virtualService';
  const managed = new Set(trafficRouting?.managedRoutes?.map(({ name }) => name));
  return wanted.flatMap(({ name, routes = [] }) => {
    const found = all.find(({ metadata }) => metadata.name === name);
    if (found?.spec.http === undefined) return [];
    const routed = found.spec.http.filter((route) => !managed.has(route.name ?? ''));
    if (routes.length === 0 && routed.length > 1) {
      return [
        finding('argo-virtual-service', `${path}.routes`, `${name} has ${routed.length} routes, and none is named`),
      ];
    }
    const missing = routes.filter((route) => routed.every((one) => one.name !== route));
    if (missing.length > 0)
      return [
        finding('argo-virtual-service', `${path}.routes`, `${name} has no such route`, {
          received: missing.join(', '),
        }),
      ];
    return routed
      .filter((route) => routes.length === 0 || routes.includes(route.name ?? ''))
      .flatMap(({ name: route = '', route: destinations = [] }) => {
        const has = (subset: string | undefined, service: string | undefined) =>
          destinations.some(({ destination }) =>
            destinationRule === undefined ? hostIs(destination.host, service ?? '') : destination.subset === subset,
          );
        const both =
          has(destinationRule?.stableSubsetName, stableService) &&
          has(destinationRule?.canarySubsetName, canaryService);
        return both
          ? []
          : [finding('argo-virtual-service', path, `The route ${route} of ${name} does not lead to both versions`)];
      });
  });
}

const ofKind = <M extends Manifest>(manifests: readonly Manifest[], kind: M['kind']): M[] =>
  manifests.filter((manifest): manifest is M => manifest.kind === kind);

/** What is wrong between a Rollout and what it refers to. With `complete` a template that is not among the manifests does not exist. */
export function referenceProblems(
  rollout: RolloutManifest,
  manifests: readonly Manifest[],
  complete = false,
): Finding[] {
  const templates = ofKind<AnalysisTemplateManifest>(manifests, 'AnalysisTemplate');
  const { canary, blueGreen } = rollout.spec.strategy;
  const analysis = (one: RolloutAnalysis | undefined, path: string, place: Place = 'waiting') =>
    analysisProblems(one, `spec.strategy.${path}`, place, templates, complete);
  return [
    ...serviceProblems(rollout, ofKind<ServiceManifest>(manifests, 'Service')),
    ...analysis(canary?.analysis, 'canary.analysis', 'background'),
    ...(canary?.steps ?? []).flatMap((step, at) => analysis(step.analysis, `canary.steps[${at}].analysis`)),
    ...analysis(blueGreen?.prePromotionAnalysis, 'blueGreen.prePromotionAnalysis'),
    ...analysis(blueGreen?.postPromotionAnalysis, 'blueGreen.postPromotionAnalysis'),
    ...gatewayRouteProblems(rollout, manifests),
    ...virtualServiceProblems(rollout, ofKind<VirtualService>(manifests, 'VirtualService')),
  ];
}
