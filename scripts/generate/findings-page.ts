import { CLAUSES } from '../../lib/fidelity';
import type { FindingDoc } from '../../lib/findings';
import { STRATEGY_WARNINGS } from '../../lib/strategy/findings';
import type { Documented } from './documented';

const TITLES: Readonly<Record<string, string>> = {
  'lib/strategy': 'Reading a strategy',
  'lib/fidelity': 'Judging a plan',
  'lib/lint': 'The checklist',
  'constructs-aws/ecs': 'Amazon ECS',
  'constructs-aws/lambda': 'AWS Lambda',
  'constructs-k8s/argo-rollouts': 'Argo Rollouts',
  'constructs-k8s/flagger': 'Flagger',
  'constructs-k8s/app-mesh': 'AWS App Mesh',
  'constructs-k8s/gateway-api': 'Gateway API',
  'constructs-k8s/istio': 'Istio',
  'constructs-k8s/pulumi': 'Pulumi',
  'constructs-k8s/nginx-ingress': 'ingress-nginx',
  'constructs-k8s/traefik': 'Traefik',
};

const titleOf = (folder: string): string => TITLES[folder] ?? folder;

const section = ([id, { title, why, fix }]: [string, FindingDoc]): string =>
  `### \`${id}\`\n\n**${title}.**${(STRATEGY_WARNINGS as ReadonlySet<string>).has(id) ? ' A warning.' : ''} ${why}\n\n${fix}\n`;

const rulings = (): string =>
  Object.entries(CLAUSES)
    .map(([key, { title, safety }]) => `| \`${key}\` | ${title} | ${safety ? 'yes' : ''} |`)
    .join('\n');

/** docs/findings.md. */
export const findingsPage = (all: readonly Documented[]): string => `<!-- Made by \`npm run generate\`; do not edit. -->
# Findings

Everything that Cutover has to say is a finding: \`{ id, severity, path, message, received, expected, fix, source }\`. All of them are
collected before anything is thrown. An **error** stops the build (one \`CutoverError\` carries them all), a **warning** becomes an
annotation of the construct, a **note** only informs.

## Rulings

For each clause of a plan a target answers *exact*, *approximated* or *refused*.

- \`refused.<clause>\` is always an error. Its fix names the nearest plan on this target, and targets that take the plan as it is.
- \`approximated.<clause>\` is a warning; where the clause is a **safety** it is an error until the strategy accepts it with a reason:

\`\`\`yaml
kind: blueGreen
bake: 90s
accept:
  - id: approximated.bake
    reason: Half a minute more does no harm.
\`\`\`

What each target answers stands in [fidelity.md](fidelity.md).

| clause | asks for | safety |
|---|---|---|
${rulings()}

${all.map(({ folder, docs }) => `## ${titleOf(folder)}\n\n${Object.entries(docs).map(section).join('\n')}`).join('\n')}`;
