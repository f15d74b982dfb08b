import { readFileSync } from 'node:fs';
import { evidence } from '../../lib/evidence';
import { plan } from '../../lib/plan';
import { previewModel, svg } from '../../lib/preview';
import { Strategy } from '../../lib/strategy';

/** The picture of a strategy, as `cutover preview FILE --svg` draws it. */
export function previewPicture(file: string, title: string): string {
  const planned = plan(Strategy.fromYaml(readFileSync(file, 'utf8')));
  return `${svg(previewModel(planned, evidence(planned)), title)}\n`;
}
