import { parseArgs } from 'node:util';
import { goalsOf } from './goals';
import { measureImports } from './imports';
import { build } from './process';
import { measureReasoning } from './reasoning';
import { type Report, reportText } from './report';
import { APPS, measureSynthesis, type Synthesis } from './synthesis';

const HELP = `npm run bench -- [options]

  --quick      small apps and few runs: a minute, for continuous integration
  --app NAME   only this app (${APPS.join(', ')}); may stand several times
  --json       one JSON object instead of tables
  --strict     exit 1 when a goal is missed
  --no-build   measure what is built already`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    app: { type: 'string', multiple: true, default: [...APPS] },
    json: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Services, and how often each size is measured: small apps are short and noisy. */
const SIZES: ReadonlyArray<readonly [services: number, runs: number]> = values.quick
  ? [
      [1, 3],
      [20, 3],
    ]
  : [
      [1, 11],
      [10, 7],
      [100, 5],
      [400, 3],
    ];

function measure(say: (what: string) => void): Report {
  const synthesis: Synthesis[] = [];
  for (const app of values.app) {
    for (const [services, runs] of SIZES) {
      say(`synthesis of ${services} × ${app}`);
      synthesis.push(measureSynthesis(app, services, runs));
    }
  }
  say('imports');
  const imports = measureImports(values.quick ? 5 : 21);
  say('reasoning');
  return { node: process.version, synthesis, imports, reasoning: measureReasoning(values.quick ? 200 : 1000) };
}

if (values.help) console.log(HELP);
else {
  const say = (what: string): void => void (process.stderr.isTTY && process.stderr.write(`\r\u001b[K${what} …`));
  if (!values['no-build']) build();
  const report = measure(say);
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const goals = goalsOf(report);
  console.log(values.json ? JSON.stringify({ ...report, goals }, null, 2) : reportText(report));
  if (values.strict && goals.some(({ reached }) => !reached)) process.exitCode = 1;
}
