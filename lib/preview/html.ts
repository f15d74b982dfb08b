import type { Evidence } from '../evidence';
import { clauseDoc, type Judgement, spoken } from '../fidelity';
import type { Finding } from '../findings';
import { lengthText } from './describe';
import { element, escaped } from './markup';
import type { PreviewModel } from './model';
import { svg } from './svg';
import { faultTable, fidelityTable, guardTable, phaseTable, type Table } from './tables';

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#ffffff;--bad:#b34700;--good:#00725a}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#3d444d;--paper:#0d1117;--bad:#f0883e;--good:#3fc796}}
body{margin:2rem auto;max-width:62rem;padding:0 1rem;font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}.soft{color:var(--soft);margin:0 0 1rem}
figure{margin:0}svg{display:block;max-width:100%;height:auto}.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:13px}th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}th{font-weight:600}
.refused,.approximated,.exact{white-space:nowrap}.refused{color:var(--bad);font-weight:600}.approximated{color:var(--bad)}.exact{color:var(--good)}details{margin:.5rem 0}summary{cursor:pointer}li{margin:.25rem 0}
`.replaceAll('\n', '');

/** What a page shows besides the picture. */
export interface PreviewPage {
  readonly title: string;
  readonly evidence?: Evidence;
  /** What platforms make of the plan. */
  readonly judgements?: readonly Judgement[];
}

const MARKS: Readonly<Record<string, string>> = { exact: '=', approximated: '~', refused: '×' };

/** A verdict has a mark and a colour. */
function cell(content: string, isFirst: boolean): string {
  const mark = MARKS[content];
  const attributes = isFirst ? { scope: 'row' } : { class: mark === undefined ? undefined : content };
  return element(isFirst ? 'th' : 'td', attributes, escaped(mark === undefined ? content : `${mark} ${content}`));
}

function table({ title, head, rows }: Table): string {
  const heading = element('tr', {}, ...head.map((each) => element('th', { scope: 'col' }, escaped(each))));
  const body = rows.map((row) => element('tr', {}, ...row.map((each, at) => cell(each, at === 0))));
  const all = element('table', { 'aria-label': title }, element('thead', {}, heading), element('tbody', {}, ...body));
  return element('h2', {}, escaped(title)) + element('div', { class: 'scroll', tabindex: 0 }, all);
}

/** What a platform does not do just as asked, behind its name. */
function reasons({ title, rulings }: Judgement): string {
  const lines = spoken(rulings).flatMap(({ clause, verdict, why }) => {
    const asked = clauseDoc(clause.key).title;
    return verdict === 'exact' ? [] : [`${asked} (${clause.path || 'the whole'}) is ${verdict}: ${why ?? ''}`];
  });
  if (lines.length === 0) return element('p', {}, escaped(`${title}: all of it is exact.`));
  const items = [...new Set(lines)].map((line) => element('li', {}, escaped(line)));
  const summary = element('summary', {}, escaped(`${title}: ${items.length} not exact`));
  return element('details', {}, summary, element('ul', {}, ...items));
}

const findingItem = ({ severity, path, message, fix }: Finding): string =>
  element('li', {}, escaped(`${severity}, ${path}: ${message}${fix === undefined ? '' : `: ${fix}`}`));

function evidenceParts(evidence: Evidence): string[] {
  const { weak, assumptions, guards, exposures } = evidence;
  return [
    ...(guards.some(({ phases }) => phases.length > 0) ? [table(guardTable(evidence))] : []),
    ...(exposures.length > 0 ? [table(faultTable(evidence))] : []),
    ...(weak.length > 0 ? [element('h2', {}, 'What is weak'), element('ul', {}, ...weak.map(findingItem))] : []),
    ...(assumptions.length > 0
      ? [
          element(
            'details',
            {},
            element('summary', {}, 'What the numbers take for granted'),
            element('ul', {}, ...assumptions.map((each) => element('li', {}, escaped(each)))),
          ),
        ]
      : []),
  ];
}

/** A release as one self-contained page: the picture, then tables. No script, no request to anywhere. */
export function html(model: PreviewModel, { title, evidence, judgements = [] }: PreviewPage): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    element('title', {}, escaped(`${title}: a release`)),
    element('style', {}, STYLE),
    '</head><body><main>',
    element('h1', {}, escaped(title)),
    element('p', { class: 'soft' }, escaped(model.outline)),
    element(
      'figure',
      {},
      svg(model, title, { header: false }),
      element('figcaption', { class: 'soft' }, escaped(`It takes ${lengthText(model)}.`)),
    ),
    table(phaseTable(model)),
    ...(evidence === undefined ? [] : evidenceParts(evidence)),
    ...(judgements.length === 0 ? [] : [table(fidelityTable(judgements)), ...judgements.map(reasons)]),
    '</main></body></html>',
    '',
  ].join('\n');
}
