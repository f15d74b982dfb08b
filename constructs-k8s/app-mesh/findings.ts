import type { FindingDocs } from '../../lib/findings';
import { findingsOf } from '../shared/findings';
import { routingFindings } from '../shared/routing/findings';

/** What the routing of App Mesh can say besides the rulings on the clauses. */
export const APP_MESH_FINDINGS = {
  ...routingFindings('app-mesh', 'AWS App Mesh'),
  'app-mesh-ended': {
    title: 'AWS App Mesh has ended',
    why: 'AWS switched the service off on 2026-09-30. The controller has nothing to configure any more: the resources change no request, whatever their weights say.',
    fix: 'Move to the Gateway API (`GatewayCanaryRouting`, also on EKS with Amazon VPC Lattice), to Istio (`IstioCanaryRouting`), or on ECS to Service Connect. To write the resources all the same, for a record or a comparison, accept this finding.',
  },
  'app-mesh-name': {
    title: 'The name is not one of Kubernetes',
    why: 'The API server takes lower case letters, digits, hyphens and dots, up to 253, and a VirtualNode has seven letters more; names of Services have no dots and up to 63.',
    fix: 'Write a name such as `web`.',
  },
  'app-mesh-path': {
    title: 'The path is not one that a route takes',
    why: 'A prefix begins with `/`, and a route of gRPC has none.',
    fix: 'Write the beginning of a path such as `/shop`.',
  },
  'app-mesh-selector': {
    title: 'Both VirtualNodes have the same pods',
    why: 'The admission of the controller refuses two VirtualNodes for one pod; Argo Rollouts adds a label of its own.',
    fix: 'Give both versions the same label with different values, for example `version: stable` and `version: canary`.',
  },
  'app-mesh-header': {
    title: 'A route does not match this header',
    why: 'The name of a header has up to 50 letters and its value, or the regular expression of it, up to 255.',
    fix: 'Use a shorter one, or fewer users.',
  },
  'app-mesh-regex': {
    title: 'App Mesh does not take the regular expression',
    why: 'Its proxies use RE2, which has no look-around and no back references.',
    fix: 'Write it without, or use `equals` or `prefix`.',
  },
} as const satisfies FindingDocs;

/** The ids of the findings about App Mesh, which `accept` takes. */
export type AppMeshFindingId = keyof typeof APP_MESH_FINDINGS;

/** A finding of this folder. */
export const finding = findingsOf<AppMeshFindingId>(APP_MESH_FINDINGS, ['app-mesh-duplicate-audience']);
