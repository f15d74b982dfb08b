import { RULES } from '../../lib/lint';

type Rule = (typeof RULES)[number];

const section = ({ id, title, kind, reads, fails, passes, question, why, fix, source }: Rule): string => `### ${title}

<a id="${id}"></a>\`${id}\`, a ${kind}. ${why}

| | |
|---|---|
| reads | ${reads} |
| fails | ${fails} |
| passes | ${passes} |
| otherwise asks | ${question} |
| fix | ${fix} |

Source: <${source}>
`;

const row = ({ id, title, question }: Rule): string => `| [${title}](#${id}) | \`${id}\` | ${question} |`;

const of = (kind: Rule['kind']): readonly Rule[] => RULES.filter((rule) => rule.kind === kind);

/** docs/checklist.md. */
export const checklistPage = (): string => `<!-- Made by \`npm run generate\` from lib/lint/rules; do not edit. -->
# The checklist

Twelve practices and ten pitfalls of a safe release, held against the files that you deploy: manifests of Kubernetes of any sort,
CloudFormation and SAM templates, pipelines. It does not matter who made them. What the files show is judged, with the resource, the line and the
value. **What they cannot show is asked**, and stays open until a person answers it: a load test that is not among the files may well exist.

\`\`\`yaml k8s/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example.com/shop/web:1.4.2
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: http } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
\`\`\`

\`\`\`sh
cutover lint k8s
\`\`\`

says, among the rest:

\`\`\`text
…
x failed (warning) Connection draining  connection-draining
    Deployment shop/web: the cluster needs 5 s to notice that a pod leaves, web has no preStop: 5 s of errors on each pod
      k8s/web.yaml:10  spec.template.spec.containers[0].lifecycle.preStop (not there)
…
\`\`\`

## Where it looks

\`\`\`sh
cutover lint k8s                                # a folder: every .yaml, .yml, .json and .template in it
cutover lint 'k8s/**/*.yaml'                    # a pattern; also ? and {a,b}
cutover lint k8s/web.yaml --all                 # every observation, also of what passed
helm template . | cutover lint -                # templates of Helm and patches of Kustomize are rendered first
\`\`\`

\`\`\`
cutover lint cdk.out .github/workflows k8s      # what cdk synth writes; nested stacks and stages too, the code of assets not
cutover lint dist                               # what cdk8s synth writes
kustomize build overlays/prod | cutover lint -
\`\`\`

| read | what of it |
|---|---|
| manifests | Deployments, StatefulSets, DaemonSets, ReplicaSets, ReplicationControllers, Pods behind a Service, Jobs and CronJobs, \`List\`s of any kind; OpenShift and Kruise |
| releases | Argo Rollouts with analyses and experiments, Flagger, Knative, Cloud Deploy, routes of Istio, the Gateway API, Traefik, ingress-nginx, App Mesh, Contour and SMI |
| templates | CloudFormation and SAM in JSON or YAML with short functions, AppSpecs of CodeDeploy. Of \`!If\` the first choice that is something is looked at |
| pipelines | workflows of GitHub and GitLab, CodePipeline, Argo CD, Flux, Kargo |

What is none of these (values of a chart, a compose file) is skipped, and named in one line. Folders that begin with a dot are left out but for
\`.github\`, and so are \`node_modules\`, \`vendor\` and \`dist\` within another folder.

Several files are looked at together: a Service in one sends its requests to a Deployment in another. What is not among them cannot be seen, and is not
held against you. Releases that an engine runs (Argo Rollouts, Flagger, ECS, CodeDeploy, SAM) are read and **played** by the simulator of
[testing.md](testing.md); pods that leave are held against the arithmetic of draining, with the load balancer before them.

| state | |
|---|---|
| passed | the files show it |
| failed | the files show the opposite: an error, or a warning |
| open | the files do not tell; nobody answered |
| answered | the files do not tell; a person said yes, with evidence |
| accepted | it failed, and a person took it, with a reason |
| not applicable | there is nothing to judge |

A first run leaves a dozen questions open: files alone cannot say that a rollback was tried. They fail nothing unless \`--fail-on open\` asks for it.
An *error* breaks requests or the way back with the next release; a *warning* may, or does so in some releases.

## What people say

\`cutover.checklist.yaml\` in the folder in which the command runs, or the file of \`--answers\`. The command writes the first one:
\`cutover lint k8s --questions > cutover.checklist.yaml\`.

\`\`\`yaml cutover.checklist.yaml
answers:
  load-test: { answer: yes, evidence: 'https://ci.example.com/load/1742' }
  database-rollback: { answer: not applicable, reason: The service has no data of its own. }
  runbook: { answer: no, reason: It is written next week. }
accept:
  - { id: connection-draining, on: Deployment shop/web, reason: The server answers for 10 s after SIGTERM. }
\`\`\`

A *yes* needs evidence, everything else a reason. An answer does not change what the files say; \`accept\` takes a failure, of one resource with \`on\`. One that is
left over is a warning, so that it does not hide the next failure.

## In a pipeline

\`\`\`sh
cutover lint k8s --fail-on error       # the default
cutover lint k8s --format sarif > cutover.sarif
cutover lint k8s --format json
cutover lint k8s --accept 'connection-draining=the server waits by itself'
cutover lint k8s --fail-on warning     # exit 1: with the answers above, the runbook is missing
\`\`\`

| exit | |
|---|---|
| 0 | nothing is as bad as \`--fail-on\` says |
| 1 | something is: \`error\`, \`warning\` (also a file that is a template still, an answer of *no*), or \`open\` (also what nobody answered); a file that cannot be read and a folder without resources are errors; \`never\` fails for nothing |
| 2 | the command is misspelt, or a file is not there |

\`\`\`yaml
name: checklist
on: pull_request
permissions: { contents: read, security-events: write }
jobs:
  checklist:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: npx cutover lint k8s --format sarif --fail-on never > cutover.sarif
      - uses: github/codeql-action/upload-sarif@v3
        with: { sarif_file: cutover.sarif }
      - run: npx cutover lint k8s --fail-on warning
\`\`\`

SARIF 2.1.0: a result for each failure, with file, line and level; what is accepted is a suppressed result with its justification; open questions are
notifications of the run. GitHub shows results at the lines of the pull request: run the command at the root of the repository, so that paths are its.

JSON is one object: \`files\`, \`resources\`, \`skipped\`, \`counts\` by state, \`findings\` (what could not be read) and \`rules\`, each with \`id\`, \`state\`,
\`level\` and \`observations\`; an observation has an \`outcome\` (\`good\`, \`bad\`, \`unseen\`, \`seen\`), the resource that it is \`about\`, and its \`evidence\`:
\`file\`, \`line\`, \`column\`, \`path\` and \`value\`. Fields without a value are \`null\` or, in evidence, left out.

## In a test

\`\`\`ts
import { Chart, Testing } from 'cdk8s';
import { Probe } from 'cdk8s-plus-27';
import { checklistText, Guard, lint, Strategy } from 'cutover';
import { ArgoRollout } from 'cutover/k8s';
import { cutoverMatchers } from 'cutover/testing';

expect.extend(cutoverMatchers);

const chart = new Chart(Testing.app(), 'shop');
new ArgoRollout(chart, 'Web', {
  metadata: { name: 'web' },
  containers: [
    {
      image: 'registry.example.com/shop/web:2.0.0',
      portNumber: 8080,
      readiness: Probe.fromHttpGet('/ready', { port: 8080 }),
      liveness: Probe.fromHttpGet('/live', { port: 8080 }),
    },
  ],
  router: { kind: 'istio' },
  metrics: { kind: 'prometheus', address: 'http://prometheus.monitoring:9090' },
  strategy: Strategy.canary({
    steps: [{ weight: 10, hold: '15m' }],
    guards: [Guard.errorRate({ max: '2%', minRequests: 100 })],
    drain: '30s',
  }),
});
const manifests = Testing.synth(chart);

test('the chart passes the checklist, as far as a chart can', () => {
  expect(manifests).toPassChecklist({ failOn: 'warning' });
});

test('the release would be stopped', () => {
  const monitoring = lint(manifests).items.find(({ rule }) => rule.id === 'insufficient-monitoring');
  expect(monitoring?.state).toBe('passed');
  console.log(checklistText(lint(manifests)));
});
\`\`\`

\`lint\` and the matcher take a template (\`Template.fromStack(stack)\`), manifests, text in YAML or JSON, or \`{ file, text }\`. \`failOn\` is \`error\` unless said
otherwise; \`answers\` and \`accept\` are those of the file above.

## All rules

| practice | id | asks where files do not tell |
|---|---|---|
${of('practice').map(row).join('\n')}

| pitfall | id | asks where files do not tell |
|---|---|---|
${of('pitfall').map(row).join('\n')}

## Practices

${of('practice').map(section).join('\n')}
## Pitfalls

${of('pitfall').map(section).join('\n')}
## Limits

- Names, images and commands tell what a job does: a migration that is called \`setup\` is not seen, and is asked about.
- SQL is read statement by statement, without a database: a type that only grows is a change of type all the same. Accept it with the reason.
- Values that CloudFormation computes (\`!Ref\`, \`!Sub\`) are not known before the deploy, and are asked about; the second choice of an \`!If\` is not looked at.
- Workloads that an operator makes of its own kinds (a \`Prometheus\`, a \`Kafka\`) are not seen; databases of the common operators are.
- A Service and the Deployment of a workload in two runs do not know each other: lint what belongs together in one.
- An answer is as good as the person who gave it. The checklist keeps it beside its evidence, and asks again when the file is gone.
`;
