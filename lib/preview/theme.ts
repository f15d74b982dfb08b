/**
 * Colours in light and dark, told apart by colour-blind people (Okabe and Ito); nothing is said by colour alone: weak is hatched, waits are dashed.
 */
export const THEME = `
.cutover-preview{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#ffffff;--old:#c9d1d9;--new:#0072b2;--mirror:#56b4e9;--sees:#007a5a;--weak:#b34700;--wait:#8250df;--on:#ffffff;
font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;font-size:12px;color:var(--ink);background:var(--paper)}
@media (prefers-color-scheme:dark){.cutover-preview{--ink:#e6edf3;--soft:#9da7b3;--line:#3d444d;--paper:#0d1117;--old:#3d444d;--new:#3fa7e0;--mirror:#a5d8f5;--sees:#3fc796;--weak:#f0883e;--wait:#b392f0;--on:#0d1117}}
.cutover-preview text{fill:var(--ink)}.cutover-preview .soft{fill:var(--soft)}.cutover-preview .on{fill:var(--on);font-weight:600}
.cutover-preview .grid{stroke:var(--line);stroke-width:1}.cutover-preview .old{fill:var(--old)}.cutover-preview .new{fill:var(--new)}
.cutover-preview .mirror{fill:none;stroke:var(--mirror);stroke-width:2;stroke-dasharray:5 3}
.cutover-preview .sees{fill:var(--sees)}.cutover-preview .weak{fill:url(#cutover-hatch);stroke:var(--weak)}.cutover-preview .unknown{fill:none;stroke:var(--soft);stroke-dasharray:2 3}
.cutover-preview .wait{fill:none;stroke:var(--wait);stroke-width:1.5;stroke-dasharray:4 3}.cutover-preview .bake{fill:none;stroke:var(--soft)}
.cutover-preview .hatch{stroke:var(--weak);stroke-width:2}.cutover-preview .paper{fill:var(--paper)}
`.replaceAll('\n', '');
