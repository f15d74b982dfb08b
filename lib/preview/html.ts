import { formatDuration } from '../strategy';
import { element, escaped } from './markup';
import type { PreviewModel } from './model';
import { describe, svg } from './svg';

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#ffffff;--bad:#b34700;--good:#007a5a}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#3d444d;--paper:#0d1117;--bad:#f0883e;--good:#3fc796}}
body{margin:2rem auto;max-width:62rem;padding:0 1rem;font:15px/1.5 system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}.lead{color:var(--soft);margin:0 0 1rem}
.picture{overflow-x:auto}svg{max-width:100%;height:auto}.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:13px}th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}th{font-weight:600}
.refused{color:var(--bad);font-weight:600}.approximated{color:var(--bad)}.exact{color:var(--good)}
`.replaceAll('\n', '');

/** A table of a preview page: plain text in every cell. */
export interface PreviewTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const VERDICTS = new Set(['exact', 'approximated', 'refused']);

const table = ({ title, head, rows }: PreviewTable): string =>
  element('h2', {}, escaped(title)) +
  element(
    'div',
    { class: 'scroll' },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head.map((cell) => element('th', { scope: 'col' }, escaped(cell))))),
      element(
        'tbody',
        {},
        ...rows.map((row) =>
          element(
            'tr',
            {},
            ...row.map((cell, at) =>
              element(
                at === 0 ? 'th' : 'td',
                { scope: at === 0 ? 'row' : undefined, class: VERDICTS.has(cell) ? cell : undefined },
                escaped(cell),
              ),
            ),
          ),
        ),
      ),
    ),
  );

/** A release as one self-contained page: the picture, then tables. No script, no request to anywhere. */
export function html(model: PreviewModel, title: string, tables: readonly PreviewTable[]): string {
  const lead = `${formatDuration(model.length)} at least${model.approvals > 0 ? ', and the time that people take' : ''}.`;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    element('title', {}, escaped(title)),
    element('style', {}, STYLE),
    '</head><body><main>',
    element('h1', {}, escaped(title)),
    element('p', { class: 'lead' }, escaped(lead)),
    element(
      'figure',
      { class: 'picture', style: 'margin:0' },
      svg(model, title),
      element('figcaption', { class: 'lead' }, escaped(describe(model))),
    ),
    ...tables.map(table),
    '</main></body></html>',
    '',
  ].join('\n');
}
