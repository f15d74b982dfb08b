/**
 * Colours in light and dark, told apart by colour-blind people (after Okabe and Ito); nothing is said by colour alone: weak is hatched, what is not
 * known is dotted, waits are dashed, and a dearer way back is higher.
 */
export const THEME = `
.cutover-preview{--ink:#1b1f24;--soft:#57606a;--line:#d8dee4;--paper:#ffffff;--old:#d5dbe1;--new:#0072b2;--mirror:#0072b2;--few:#f3d9a4;--sees:#00725a;--weak:#b34700;--wait:#8250df;--back:#8c959f;--spent:#b34700;--on:#ffffff;
font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-size:12px;color:var(--ink);background:var(--paper)}
@media (prefers-color-scheme:dark){.cutover-preview{--ink:#e6edf3;--soft:#9da7b3;--line:#2d333b;--paper:#0d1117;--old:#3d444d;--new:#3fa7e0;--mirror:#7cc7f2;--few:#6b5115;--sees:#3fc796;--weak:#f0883e;--wait:#b392f0;--back:#768390;--spent:#f0883e;--on:#0d1117}}
.cutover-preview text{fill:var(--ink)}.cutover-preview .soft{fill:var(--soft)}.cutover-preview .small{font-size:10.5px}.cutover-preview .strong{font-weight:600}
.cutover-preview .bad{fill:var(--weak)}.cutover-preview .heading{font-size:16px;font-weight:600}.cutover-preview .on{fill:var(--on);font-weight:600}
.cutover-preview .paper{fill:var(--paper)}.cutover-preview .grid{stroke:var(--line);fill:none}.cutover-preview .axis{stroke:var(--soft);fill:none}
.cutover-preview .old{fill:var(--old)}.cutover-preview .new{fill:var(--new)}.cutover-preview .veil{fill:var(--paper);opacity:.45}
.cutover-preview .mirror{fill:none;stroke:var(--mirror);stroke-width:2;stroke-dasharray:5 3}.cutover-preview .few{fill:var(--few)}
.cutover-preview .sees{fill:var(--sees)}.cutover-preview .weak{fill:url(#cutover-hatch);stroke:var(--weak)}.cutover-preview .unknown{fill:none;stroke:var(--soft);stroke-dasharray:2 3}
.cutover-preview .hatch{stroke:var(--weak);stroke-width:2}.cutover-preview .wait{fill:none;stroke:var(--wait);stroke-width:1.5;stroke-dasharray:4 3}
.cutover-preview .tick{fill:none;stroke:var(--ink);stroke-width:2.5}.cutover-preview .back{fill:var(--back)}
.cutover-preview .risk{fill:none;stroke:var(--spent);stroke-width:1.5;stroke-dasharray:4 3}.cutover-preview .spent{fill:var(--spent)}.cutover-preview .stop{stroke:var(--ink);stroke-width:1.5;fill:none}
`.replaceAll('\n', '');
