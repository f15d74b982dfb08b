import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, Resources } from './engine';
import { embedSchemas } from './pulumi-schemas';

const ARGO = { module: 'github.com/argoproj/argo-rollouts', version: 'v1.9.1' } as const;
const KUBERNETES = 'v1.34.1';
const FLAGGER = { module: 'github.com/fluxcd/flagger', version: 'v1.44.0' } as const;
const ISTIO = { module: 'istio.io/istio', version: 'v0.0.0-20260827124520-eed52ebb66ad' } as const;
const INGRESS_NGINX = { module: 'k8s.io/ingress-nginx', version: 'v0.0.0-20240708192948-52c50467d67d' } as const;
/** The newest whose own requirements the Go module proxy serves too. */
const KNATIVE = { module: 'knative.dev/serving', version: 'v0.49.1' } as const;
const PULUMI = 'v3.259.0';
const PULUMI_KUBERNETES = 'v4.0.0-20260115033456-f47bc2d6f199';
/** The provider says that it is what belongs to the SDK of our development dependencies. */
const PULUMI_KUBERNETES_SDK = '4.34.2';

/** The text of a program of ours that is built inside of a module. */
const own = (name: string): string => readFileSync(join(__dirname, 'programs', name), 'utf8');

/** What makes custom resources of Go types. */
export const CONTROLLER_GEN: Engine = {
  name: 'controller-gen',
  version: 'v0.23.0',
  why: 'makes the definitions of App Mesh of the Go types that Flagger has of them',
  source: {
    kind: 'go',
    module: 'sigs.k8s.io/controller-tools',
    version: 'v0.23.0',
    packages: { 'controller-gen': 'sigs.k8s.io/controller-tools/cmd/controller-gen' },
  },
  programs: [{ name: 'controller-gen', check: ['--version'] }],
};

/** Every engine, in the order in which it is built: what most suites stand on comes first. */
export const ENGINES: readonly Engine[] = [
  {
    name: 'etcd',
    version: 'v3.6.14',
    why: 'what kube-apiserver keeps its objects in',
    source: {
      kind: 'go',
      module: 'go.etcd.io/etcd/server/v3',
      version: 'v3.6.14',
      packages: { etcd: 'go.etcd.io/etcd/server/v3' },
    },
    programs: [{ name: 'etcd', check: ['--version'] }],
  },
  {
    name: 'argo-rollouts',
    version: ARGO.version,
    on: ['kubernetes'],
    why: 'the controller that plays our Rollouts, and its lint',
    source: {
      kind: 'go',
      ...ARGO,
      packages: {
        'rollouts-controller': `${ARGO.module}/cmd/rollouts-controller`,
        'kubectl-argo-rollouts': `${ARGO.module}/cmd/kubectl-argo-rollouts`,
      },
      define: { [`${ARGO.module}/utils/version.version`]: ARGO.version },
    },
    programs: [
      { name: 'rollouts-controller', check: ['--help'] },
      { name: 'kubectl-argo-rollouts', check: ['version', '--short'] },
    ],
  },
  {
    name: 'kubernetes',
    version: KUBERNETES,
    on: ['etcd', 'kwok'],
    why: 'the API server with its validation, the controllers of Deployments, Jobs and ReplicaSets, and the scheduler',
    source: {
      kind: 'go',
      // Argo Rollouts requires k8s.io/kubernetes with all its siblings; in its module graph both compile once.
      ...ARGO,
      packages: {
        'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
        'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
        'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
      },
      define: {
        'k8s.io/component-base/version.gitVersion': KUBERNETES,
        'k8s.io/component-base/version.gitMajor': '1',
        'k8s.io/component-base/version.gitMinor': '34',
        'k8s.io/client-go/pkg/version.gitVersion': KUBERNETES,
      },
    },
    programs: [
      { name: 'kube-apiserver', check: ['--version'] },
      { name: 'kube-controller-manager', check: ['--version'] },
      { name: 'kube-scheduler', check: ['--version'] },
    ],
  },
  {
    name: 'kwok',
    version: 'v0.7.0',
    why: 'nodes and pods without containers: the API is real, a pod is ready when its stage says so',
    source: {
      kind: 'go',
      module: 'sigs.k8s.io/kwok',
      version: 'v0.7.0',
      packages: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' },
    },
    programs: [{ name: 'kwok', check: ['--version'] }],
  },
  {
    name: 'kubeconform',
    version: 'v0.7.0',
    why: 'validates manifests by the schemas of the CRDs; an unknown field is an error',
    source: {
      kind: 'go',
      module: 'github.com/yannh/kubeconform',
      version: 'v0.7.0',
      packages: { kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform' },
    },
    programs: [{ name: 'kubeconform', check: ['-v'] }],
  },
  {
    name: 'kubectl',
    version: KUBERNETES,
    on: ['kubernetes'],
    why: 'runs the commands of runbooks as they are printed',
    source: {
      kind: 'go',
      ...ARGO,
      packages: { kubectl: 'k8s.io/kubernetes/cmd/kubectl' },
    },
    programs: [{ name: 'kubectl', check: ['version', '--client'] }],
  },
  {
    name: 'gojq',
    version: 'v0.12.17',
    why: 'is the jq of those commands',
    source: {
      kind: 'go',
      module: 'github.com/itchyny/gojq',
      version: 'v0.12.17',
      packages: { jq: 'github.com/itchyny/gojq/cmd/gojq' },
    },
    programs: [{ name: 'jq', check: ['--version'] }],
  },
  {
    name: 'prometheus',
    version: 'debian',
    why: 'answers the queries of guards; promtool tests each PromQL that we emit',
    source: {
      kind: 'debian',
      packages: ['prometheus'],
      files: { prometheus: 'usr/bin/prometheus', promtool: 'usr/bin/promtool' },
    },
    programs: [
      { name: 'prometheus', check: ['--version'] },
      { name: 'promtool', check: ['--version'] },
    ],
  },
  {
    name: 'nginx',
    version: 'debian',
    why: 'checks the configuration that drains and splits by weight',
    source: { kind: 'debian', packages: ['nginx'], files: { nginx: 'usr/sbin/nginx' } },
    programs: [{ name: 'nginx', check: ['-v'] }],
  },
  {
    name: 'cfn-lint',
    version: '1.58.0',
    why: 'an independent reading of the CloudFormation that we emit',
    source: { kind: 'python', requirements: ['cfn-lint==1.58.0'] },
    programs: [{ name: 'cfn-lint', check: ['--version'] }],
  },
  {
    name: 'moto',
    version: '5.2.5',
    why: 'plays CloudFormation, ECS, ELB and Step Functions offline',
    source: {
      kind: 'python',
      requirements: [
        'moto[cloudformation,ec2,ecs,elbv2,iam,awslambda,stepfunctions,server]==5.2.5',
        // AWS's own transform of AWS::Serverless, which moto does not have.
        'aws-sam-translator==1.115.0',
      ],
    },
    programs: [{ name: 'moto_server', check: ['--help'] }],
  },
  {
    name: 'flagger',
    version: FLAGGER.version,
    on: ['kubernetes'],
    why: 'the controller that plays our Canaries',
    source: { kind: 'go', ...FLAGGER, packages: { flagger: `${FLAGGER.module}/cmd/flagger` } },
    programs: [{ name: 'flagger', check: ['-version'] }],
  },
  {
    name: 'istio',
    version: ISTIO.version,
    why: 'istioctl analyze and validate, offline',
    source: {
      kind: 'go',
      ...ISTIO,
      packages: { istioctl: `${ISTIO.module}/istioctl/cmd/istioctl` },
    },
    programs: [{ name: 'istioctl', check: ['version', '--remote=false'] }],
  },
  {
    name: 'ingress-nginx',
    version: INGRESS_NGINX.version,
    why: 'the controller’s own reading of annotations, with its validation',
    source: {
      kind: 'go',
      ...INGRESS_NGINX,
      add: { 'cmd/read-annotations/main.go': own('read-annotations.go') },
      packages: { 'read-annotations': `${INGRESS_NGINX.module}/cmd/read-annotations` },
    },
    programs: [{ name: 'read-annotations', check: ['--help'] }],
  },
  {
    name: 'knative',
    version: KNATIVE.version,
    why: 'what its webhook validates of a Service',
    source: {
      kind: 'go',
      ...KNATIVE,
      add: { 'cmd/validate-services/main.go': own('validate-services.go') },
      packages: { 'validate-services': `${KNATIVE.module}/cmd/validate-services` },
    },
    programs: [{ name: 'validate-services', check: ['--help'] }],
  },
  {
    name: 'pulumi',
    version: PULUMI,
    why: 'the engine behind the Automation API; the program itself runs in Node.js',
    source: {
      kind: 'go',
      module: 'github.com/pulumi/pulumi/pkg/v3',
      version: PULUMI,
      packages: { pulumi: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi' },
      define: { 'github.com/pulumi/pulumi/sdk/v3/go/common/version.Version': PULUMI },
    },
    programs: [{ name: 'pulumi', check: ['version'] }],
  },
  CONTROLLER_GEN,
  {
    name: 'pulumi-kubernetes',
    version: PULUMI_KUBERNETES,
    on: ['pulumi', 'kubernetes'],
    why: 'the provider through which Pulumi programs reach the API server',
    source: {
      kind: 'go',
      module: 'github.com/pulumi/pulumi-kubernetes/provider/v4',
      version: PULUMI_KUBERNETES,
      packages: {
        'pulumi-resource-kubernetes': 'github.com/pulumi/pulumi-kubernetes/provider/v4/cmd/pulumi-resource-kubernetes',
      },
      define: { 'github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version': PULUMI_KUBERNETES_SDK },
      generate: (folder) => embedSchemas(folder, PULUMI_KUBERNETES_SDK),
    },
    programs: [{ name: 'pulumi-resource-kubernetes', check: ['--help'] }],
  },
  {
    name: 'google-apis',
    version: 'v0.290.0',
    why: 'the discovery documents of Cloud Run and Cloud Deploy, by which Google makes its clients',
    source: {
      kind: 'schema',
      module: 'google.golang.org/api',
      version: 'v0.290.0',
      files: { 'run.json': 'run/v1/run-api.json', 'clouddeploy.json': 'clouddeploy/v1/clouddeploy-api.json' },
    },
    programs: [],
  },
  {
    name: 'skaffold',
    version: 'v2.16.1',
    why: 'the JSON Schema of skaffold.yaml',
    source: {
      kind: 'schema',
      module: 'github.com/GoogleContainerTools/skaffold/v2',
      version: 'v2.16.1',
      files: { 'v4beta12.json': 'docs-v2/content/en/schemas/v4beta12.json' },
    },
    programs: [],
  },
  {
    name: 'gateway-api-plugin',
    version: 'v0.15.0',
    why: 'Argo Rollouts on the Gateway API',
    source: {
      kind: 'refused',
      error:
        'the Go module proxy serves no version of github.com/argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi: what we emit for it is validated by schema only',
    },
    programs: [],
  },
  {
    name: 'app-mesh',
    version: 'v1.13.3',
    why: 'the controller of App Mesh',
    source: {
      kind: 'refused',
      error:
        'the Go module proxy serves no version of github.com/aws/aws-app-mesh-controller-for-k8s: what we emit for it meets the definitions that controller-gen makes of the types in Flagger’s module, and neither its controller nor its webhooks',
    },
    programs: [],
  },
  {
    name: 'pulumi-language-nodejs',
    version: PULUMI,
    why: 'runs a Pulumi program from a folder',
    source: {
      kind: 'refused',
      error:
        'the Go module proxy does not serve github.com/pulumi/pulumi/sdk/nodejs/cmd/pulumi-language-nodejs/v3: programs run inline, by the Automation API',
    },
    programs: [],
  },
];

/** The custom resources that suites install and validate by. */
export const RESOURCES: readonly Resources[] = [
  { name: 'argo-rollouts', ...ARGO, paths: ['manifests/crds'] },
  { name: 'istio', ...ISTIO, paths: ['manifests/charts/base/files/crd-all.gen.yaml'] },
  { name: 'flagger', ...FLAGGER, paths: ['artifacts/flagger/crd.yaml'] },
  { name: 'app-mesh', ...FLAGGER, types: './pkg/apis/appmesh/v1beta2' },
  { name: 'gloo', ...FLAGGER, types: './pkg/apis/gloo/v1' },
  { name: 'gloo-gateway', ...FLAGGER, types: './pkg/apis/gloogateway/v1' },
  { name: 'kuma', ...FLAGGER, types: './pkg/apis/kuma/v1alpha1', scope: 'Cluster' },
  { name: 'gateway-api', module: 'sigs.k8s.io/gateway-api', version: 'v1.6.1', paths: ['config/crd/standard'] },
  {
    name: 'traefik',
    module: 'github.com/traefik/traefik/v3',
    version: 'v3.7.13',
    paths: ['docs/content/reference/dynamic-configuration'],
  },
  {
    name: 'contour',
    module: 'github.com/projectcontour/contour',
    version: 'v1.33.8',
    paths: ['examples/contour/01-crds.yaml'],
  },
  // Its own module is not served; Argo Rollouts tests itself with this copy.
  { name: 'apisix', ...ARGO, paths: ['test/e2e/crds/apisix.yaml'] },
  { name: 'knative', module: KNATIVE.module, version: 'v0.51.0', paths: ['config/core/300-resources'] },
  {
    name: 'prometheus-operator',
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    paths: ['example/prometheus-operator-crd'],
  },
];

/** Kubernetes' own kinds. */
export const SWAGGER = {
  module: 'k8s.io/kubernetes',
  version: KUBERNETES,
  path: 'api/openapi-spec/swagger.json',
} as const;
