import type { Operation, Runbook } from '../../lib/fidelity';

const ENDED: Operation = {
  instead:
    'AWS ended App Mesh on 2026-09-30: nothing reads its resources any more. Requests go as Kubernetes and your load balancer send them.',
};

/** App Mesh by hand: the service has ended, and what is left can only be looked at. */
export const APP_MESH_RUNBOOK: Runbook = {
  tools: ['kubectl'],
  variables: [],
  watch: {
    commands: ['kubectl get virtualservice,virtualrouter,virtualnode -n {{namespace}} -o yaml'],
    effect: 'It shows what is left of the resources, which change no request.',
  },
  approve: ENDED,
  promote: ENDED,
  pause: ENDED,
  resume: ENDED,
  abort: ENDED,
  rollback: ENDED,
  pointOfNoReturn: 'AWS switched the service off on 2026-09-30.',
  permissions: '`get` of the resources of appmesh.k8s.aws in the namespace',
  source: 'https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html',
};
