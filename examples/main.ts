import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { wantsColor } from '../cli/io';
import { painter } from '../cli/style';
import { compileForAws, compileForKubernetes } from './apps';
import { appText, fidelityTable } from './print';

/** The CDK would check the templates with a validator that takes three seconds; the tests run it, more strictly. */
process.env.CDK_VALIDATION ??= 'false';

const ROOT = join(__dirname, '..');
const OUT = join(ROOT, 'out');
const AWS = join(OUT, 'aws');
const KUBERNETES = join(OUT, 'k8s');

/** How much is in a file, in the words of its platform. */
function contents(file: string): string {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.yaml')) return `${text.split(/^---$/m).length} manifests`;
  const { Resources = {} } = JSON.parse(text) as { Resources?: object };
  return `${Object.keys(Resources).length} resources`;
}

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => join(folder, file));

for (const folder of [AWS, KUBERNETES]) rmSync(folder, { recursive: true, force: true });
const apps = [...compileForAws(AWS), ...compileForKubernetes(KUBERNETES)];
const files = [...filesIn(AWS, '.template.json'), ...filesIn(KUBERNETES, '.yaml')];
const paint = painter(wantsColor(process.env, process.stdout.isTTY === true));
const title = (text: string): string => paint('bold', text);

console.log(
  [
    `${title('Plans')}: what each app asks for; the new version's share over the time of the release`,
    ...apps.map((app) => appText(app, paint)),
    `${title('Fidelity')}: what every platform makes of each plan (cutover targets FILE says why)`,
    fidelityTable(
      apps.filter(({ made }) => made !== 'SamCanaryLambda'),
      paint,
    ),
    `${title('Files')}`,
    files.map((file) => `  ${relative(ROOT, file).padEnd(36)}  ${contents(file)}`).join('\n'),
  ].join('\n\n'),
);
