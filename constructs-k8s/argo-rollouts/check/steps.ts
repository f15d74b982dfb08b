import { type Finding, show } from '../../../lib/findings';
import { goSeconds } from '../../shared/time';
import { finding } from '../findings';
import type { AnalysisArgument, CanaryStep, CanaryStrategySpec, StringMatch } from '../manifest';

type Routers = ReadonlySet<string>;

const ACTIONS = [
  'setWeight',
  'pause',
  'setCanaryScale',
  'analysis',
  'experiment',
  'setHeaderRoute',
  'setMirrorRoute',
  'plugin',
];

const HEADER_ROUTERS = ['istio', 'alb', 'apisix', 'plugins'] as const;
const EXPERIMENT_ROUTERS = ['istio', 'alb', 'smi', 'plugins'] as const;

const READABLE = /^metadata\.(name|namespace|uid|(labels|annotations)(\['[^']+'\])?)$/;

function actionProblems(step: CanaryStep, path: string): Finding[] {
  const fields = Object.entries(step).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  const unknown = fields.filter((field) => !ACTIONS.includes(field));
  const expected = `one of ${ACTIONS.join(', ')}`;
  if (unknown.length === 0 && fields.length === 1) return [];
  const message = unknown.length > 0 ? 'A step has no such action' : `A step has ${fields.length} actions`;
  return [finding('argo-step-fields', path, message, { received: fields.join(', ') || 'nothing', expected })];
}

function weightProblems({ setWeight }: CanaryStep, path: string, canary: CanaryStrategySpec): Finding[] {
  const most = canary.trafficRouting?.maxTrafficWeight ?? 100;
  if (setWeight === undefined || (Number.isInteger(setWeight) && setWeight >= 0 && setWeight <= most)) return [];
  const detail = { received: show(setWeight), expected: `0 to ${most}` };
  return [finding('argo-step-weight', `${path}.setWeight`, 'The weight is outside its range', detail)];
}

function pauseProblems({ pause }: CanaryStep, path: string): Finding[] {
  const seconds = pause?.duration === undefined ? 0 : goSeconds(pause.duration);
  if (seconds !== undefined && seconds >= 0) return [];
  return [
    finding('argo-step-duration', `${path}.pause.duration`, 'The pause has no such duration', {
      received: show(pause?.duration),
    }),
  ];
}

/** Exactly one of the three; with AWS only `exact`. */
function matchIsWrong(match: StringMatch | undefined, exactOnly = false): boolean {
  const values = [match?.exact, match?.prefix, match?.regex].filter(Boolean);
  return values.length !== 1 || (exactOnly && !match?.exact);
}

function headerProblems({ setHeaderRoute }: CanaryStep, path: string, routers: Routers): Finding[] {
  if (setHeaderRoute === undefined) return [];
  const at = `${path}.setHeaderRoute`;
  if (!HEADER_ROUTERS.some((router) => routers.has(router))) {
    return [
      finding('argo-header-route', at, 'The router has no header routes', {
        received: [...routers].join(', ') || 'no router',
      }),
    ];
  }
  return (setHeaderRoute.match ?? []).flatMap(({ headerValue }, index) =>
    matchIsWrong(headerValue, routers.has('alb'))
      ? [
          finding(
            'argo-header-route',
            `${at}.match[${index}]`,
            'The match has not exactly one value that the router takes',
          ),
        ]
      : [],
  );
}

function mirrorProblems({ setMirrorRoute }: CanaryStep, path: string, routers: Routers): Finding[] {
  if (setMirrorRoute === undefined) return [];
  const at = `${path}.setMirrorRoute`;
  const wrong = (setMirrorRoute.match ?? []).flatMap(({ path: uri, method }, index) =>
    [uri, method].some((match) => match !== undefined && matchIsWrong(match))
      ? [finding('argo-mirror-route', `${at}.match[${index}]`, 'The match has not exactly one value')]
      : [],
  );
  if (routers.has('istio')) return wrong;
  return [
    finding('argo-mirror-route', at, 'The router has no mirror routes', {
      received: [...routers].join(', ') || 'no router',
    }),
    ...wrong,
  ];
}

function managedProblems(step: CanaryStep, path: string, { trafficRouting }: CanaryStrategySpec): Finding[] {
  const route = step.setHeaderRoute ?? step.setMirrorRoute;
  if (route === undefined || trafficRouting === undefined) return [];
  const managed = trafficRouting.managedRoutes?.map(({ name }) => name) ?? [];
  if (managed.includes(route.name)) return [];
  const detail = { received: show(route.name), expected: managed.join(', ') || 'a list of managedRoutes' };
  return [
    finding(
      'argo-managed-route',
      `${path}.${step.setHeaderRoute ? 'setHeaderRoute' : 'setMirrorRoute'}.name`,
      'The route is not managed',
      detail,
    ),
  ];
}

interface ExperimentLike {
  readonly templates?: ReadonlyArray<{ readonly weight?: number }>;
  readonly analyses?: ReadonlyArray<{ readonly args?: readonly AnalysisArgument[] }>;
}

function experimentProblems({ experiment }: CanaryStep, path: string, routers: Routers): Finding[] {
  const { templates = [] } = (experiment ?? {}) as ExperimentLike;
  if (EXPERIMENT_ROUTERS.some((router) => routers.has(router))) return [];
  return templates.flatMap(({ weight }, index) =>
    weight === undefined
      ? []
      : [
          finding(
            'argo-experiment-weight',
            `${path}.experiment.templates[${index}].weight`,
            'The router gives experiments no weight',
          ),
        ],
  );
}

function argumentProblems(step: CanaryStep, path: string): Finding[] {
  const { analyses = [] } = (step.experiment ?? {}) as ExperimentLike;
  const all = [...analyses.flatMap(({ args = [] }) => args), ...(step.analysis?.args ?? [])];
  return all.flatMap(({ name, valueFrom }) => {
    const field = valueFrom?.fieldRef?.fieldPath;
    if (field === undefined || !field.startsWith('metadata') || READABLE.test(field)) return [];
    return [
      finding('argo-analysis-field', `${path}.analysis.args`, `The argument ${name} refers to no field`, {
        received: field,
      }),
    ];
  });
}

/** What Argo's validation says about a step, and what it should say. */
export function stepProblems(step: CanaryStep, path: string, canary: CanaryStrategySpec, routers: Routers): Finding[] {
  const routeless =
    step.setCanaryScale !== undefined && canary.trafficRouting === undefined
      ? [finding('argo-needs-router', `${path}.setCanaryScale`, 'setCanaryScale needs a router')]
      : [];
  return [
    ...actionProblems(step, path),
    ...weightProblems(step, path, canary),
    ...pauseProblems(step, path),
    ...routeless,
    ...headerProblems(step, path, routers),
    ...mirrorProblems(step, path, routers),
    ...managedProblems(step, path, canary),
    ...experimentProblems(step, path, routers),
    ...argumentProblems(step, path),
  ];
}
