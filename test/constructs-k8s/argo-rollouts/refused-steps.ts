import type { Refused } from './refused';
import { canary, inline, loose, router, services, steps } from './written';

const at = 'spec.strategy.canary';

/** Canaries of which a step breaks a rule. */
export const REFUSED_STEPS: readonly Refused[] = [
  ['an empty step', loose({}), 'argo-step-fields', `${at}.steps[0]`],
  ['two actions in a step', steps({ setWeight: 5, pause: {} }), 'argo-step-fields', `${at}.steps[0]`],
  [
    'two actions that lint lets pass',
    steps({ setCanaryScale: { replicas: 1 }, ...inline }),
    'argo-step-fields',
    `${at}.steps[0]`,
  ],
  [
    'a step from the documentation that does not exist',
    loose({ replicaProgressThreshold: { type: 'Percent', value: 90 } }),
    'argo-step-fields',
    `${at}.steps[0]`,
  ],
  ['a misspelled step', loose({ setWeigth: 5 }), 'argo-step-fields', `${at}.steps[0]`],
  ['a weight above 100', steps({ setWeight: 101 }), 'argo-step-weight', `${at}.steps[0].setWeight`],
  ['a negative weight', steps({ setWeight: -1 }), 'argo-step-weight', `${at}.steps[0].setWeight`],
  ['a broken weight', steps({ setWeight: 2.5 }), 'argo-step-weight', `${at}.steps[0].setWeight`],
  ['a pause in days', steps({ pause: { duration: '1d' } }), 'argo-step-duration', `${at}.steps[0].pause.duration`],
  ['a negative pause', steps({ pause: { duration: -5 } }), 'argo-step-duration', `${at}.steps[0].pause.duration`],
  [
    'a scale without a router',
    canary({ steps: [{ setCanaryScale: { weight: 5 } }] }),
    'argo-needs-router',
    `${at}.steps[0].setCanaryScale`,
  ],
  [
    'a header route without a router',
    canary({ steps: [{ setHeaderRoute: { name: 'r' } }] }),
    'argo-header-route',
    `${at}.steps[0].setHeaderRoute`,
  ],
  [
    'a header match without a value',
    steps({ setHeaderRoute: { name: 'r', match: [{ headerName: 'x', headerValue: {} }] } }),
    'argo-header-route',
    `${at}.steps[0].setHeaderRoute.match[0]`,
  ],
  [
    'a header match with two values',
    steps({ setHeaderRoute: { name: 'r', match: [{ headerName: 'x', headerValue: { exact: 'a', prefix: 'b' } }] } }),
    'argo-header-route',
    `${at}.steps[0].setHeaderRoute.match[0]`,
  ],
  [
    'a prefix with AWS',
    canary({
      ...services,
      trafficRouting: { alb: {} },
      steps: [{ setHeaderRoute: { name: 'r', match: [{ headerName: 'x', headerValue: { prefix: 'b' } }] } }],
    }),
    'argo-header-route',
    `${at}.steps[0].setHeaderRoute.match[0]`,
  ],
  [
    'a mirror through a plugin',
    canary({ trafficRouting: { plugins: { p: {} } }, steps: [{ setMirrorRoute: { name: 'r' } }] }),
    'argo-mirror-route',
    `${at}.steps[0].setMirrorRoute`,
  ],
  [
    'a mirror match without a value',
    steps({ setMirrorRoute: { name: 'r', match: [{ path: {} }] } }),
    'argo-mirror-route',
    `${at}.steps[0].setMirrorRoute.match[0]`,
  ],
  [
    'a route without managed routes',
    steps({ setHeaderRoute: { name: 'r' } }),
    'argo-managed-route',
    `${at}.steps[0].setHeaderRoute.name`,
  ],
  [
    'a route that is not among the managed ones',
    canary({
      ...services,
      trafficRouting: { ...router, managedRoutes: [{ name: 's' }] },
      steps: [{ setMirrorRoute: { name: 'r' } }],
    }),
    'argo-managed-route',
    `${at}.steps[0].setMirrorRoute.name`,
  ],
  [
    'an experiment with a weight and no router',
    canary({ steps: [{ experiment: { templates: [{ weight: 5 }] } }] }),
    'argo-experiment-weight',
    `${at}.steps[0].experiment.templates[0].weight`,
  ],
  [
    'an argument that reads nothing',
    steps({
      analysis: {
        templates: [{ templateName: 't' }],
        args: [{ name: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.generation' } } }],
      },
    }),
    'argo-analysis-field',
    `${at}.steps[0].analysis.args`,
  ],
  [
    'an analysis without templates',
    steps({ analysis: { templateName: 'errors' } as never }),
    'argo-analysis-template',
    `${at}.steps[0].analysis`,
  ],
  [
    'a background analysis from the first step',
    canary({
      ...services,
      trafficRouting: router,
      analysis: { templates: [{ templateName: 't' }] },
      steps: [{ setWeight: 5 }],
    }),
    'argo-starting-step',
    `${at}.analysis.startingStep`,
  ],
];
