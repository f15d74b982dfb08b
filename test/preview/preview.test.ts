import fc from 'fast-check';
import { evidence } from '../../lib/evidence';
import { judge } from '../../lib/fidelity';
import { plan } from '../../lib/plan';
import { html, mermaid, previewModel, svg, text } from '../../lib/preview';
import { axisOf } from '../../lib/preview/axis';
import { escaped } from '../../lib/preview/markup';
import { cut, widthOfText } from '../../lib/preview/measure';
import { Strategy } from '../../lib/strategy';
import { platform } from '../fidelity/targets';
import { runs, strategies } from '../support/arbitrary';
import { EXAMPLES, HARD, hard, modelOf } from './examples';

const canary = plan(
  Strategy.canary({
    steps: [
      { audience: { header: { name: 'x-beta', equals: 'yes' } }, hold: '15m', approve: true },
      { weight: '5%', hold: '10m' },
      { weight: '10%', mirror: '20%', hold: '10m' },
      { weight: '50%', hold: '20m', checks: [{ kind: 'http', path: '/health', name: 'smoke' }] },
    ],
    bake: '2h',
    traffic: { requestsPerSecond: 20, errorRate: '0.1%', latency: '80ms' },
    guards: [
      { metric: 'errorRate', max: '1%' },
      { metric: 'errorRate', versusStable: 3, over: '5m' },
    ],
  }),
);
const model = modelOf(canary);

const count = (haystack: string, needle: string): number => haystack.split(needle).length - 1;

/** That every element that is opened is closed, in order. */
function isWellFormed(markup: string): boolean {
  const open: string[] = [];
  for (const [, end, name = '', selfClosed] of markup.matchAll(/<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (end === '/' && open.pop() !== name) return false;
    if (end !== '/' && selfClosed !== '/' && name !== 'meta') open.push(name);
  }
  return open.length === 0 && !/<(?![/!a-z])/.test(markup);
}

describe('what is drawn', () => {
  test('is a stretch for each phase that takes time, one for each wait for a person, and what comes after', () => {
    expect(model.stretches.map(({ kind, name, from, to, weight }) => [kind, name, from, to, weight])).toEqual([
      ['hold', 'step 1', 0, 900, 0],
      ['approval', 'step 1', 900, 900, 0],
      ['hold', 'step 2', 900, 1500, 5],
      ['hold', 'step 3', 1500, 2100, 10],
      ['hold', 'step 4', 2100, 3300, 50],
      ['hold', 'bake', 3300, 10500, 100],
      ['after', 'after', 10500, 10500, 100],
    ]);
    expect(model).toMatchObject({ length: 10500, approvals: 1, isOpen: true, onFailure: 'rollback' });
  });

  test('shows a guard as seeing, as weak or as unknown, with the smallest rise of its evidence', () => {
    const [errorRate, versusStable] = model.guards;
    expect(errorRate).toMatchObject({ name: 'error-rate', rule: 'above 1%' });
    expect(errorRate?.sights.map(({ sight }) => sight)).toEqual(['unknown', 'unknown', 'sees', 'sees', 'sees', 'sees']);
    const known = evidence(canary).guards[0]?.phases.map(({ smallestRise }) => smallestRise);
    expect(errorRate?.sights.slice(2).map(({ smallestRise }) => smallestRise)).toEqual(known);
    expect(versusStable?.sights.at(-1)).toEqual({ stretch: 5, sight: 'weak' });
  });

  test('knows two steps with one share as one span of the evidence', () => {
    const steps = [{ weight: 10, hold: '5m' }, { hold: '30m' }] as const;
    const traffic = { requestsPerSecond: 20, errorRate: '0.1%' } as const;
    const made = plan(Strategy.canary({ steps, traffic, guards: [{ metric: 'errorRate', max: '1%' }] }));
    expect(modelOf(made).guards[0]?.sights.map(({ sight }) => sight)).not.toContain('unknown');
  });

  test('hatches nothing without a traffic profile: what the guards see is unknown', () => {
    const blind = modelOf(hard('no traffic profile'));
    expect(blind.guards.flatMap(({ sights }) => sights.map(({ sight }) => sight))).toEqual(['unknown', 'unknown']);
    expect(blind.budget).toBeUndefined();
    expect(svg(blind, 'x')).toContain('watched');
  });

  test.each([
    ['blue/green', ['nothing to undo', 'nothing to undo', 'at once', 'a new deployment']],
    ['shadow', ['at once', 'at once', 'a new deployment']],
    ['rolling', ['copy by copy', 'copy by copy', 'a new deployment']],
    ['recreate', ['a new deployment', 'a new deployment', 'a new deployment']],
    ['two audiences', ['at once', 'at once', 'a new deployment']],
  ] as const)('tells the way back at each instant: %s', (name, costs) => {
    expect(modelOf(hard(name)).rollback.map(({ cost }) => cost)).toEqual(costs);
  });

  test('tells how much of the error budget a tenfold rise uses up, and where it is stopped', () => {
    const { exposures } = evidence(canary);
    const exposure = exposures.find(({ rise }) => rise === 10);
    expect(model.budget).toMatchObject({
      rise: 10,
      slo: 99.9,
      stopped: exposure?.stopped,
      expected: { at: exposure?.expectedAbort, used: exposure?.budgetUsed },
    });
    expect(model.budget?.worst.at(-1)).toBeCloseTo(exposure?.worstBudgetUsed ?? 0, 9);
    expect([...(model.budget?.worst ?? [])]).toEqual([...(model.budget?.worst ?? [])].sort((a, b) => a - b));
  });

  test('warns of a guard that stops healthy releases', () => {
    expect(svg(modelOf(hard('everything at once')), 'x')).toContain('good releases');
    expect(svg(model, 'x')).not.toContain('stops nearly all');
  });
});

describe('the time axis', () => {
  test('is linear where all phases can be read on it, and says so where it is not', () => {
    const even = modelOf(plan(Strategy.linear({ step: '25%', every: '10m' }))).stretches;
    expect(axisOf(even, 0, 800)).toMatchObject({ linear: true });
    expect(axisOf(model.stretches, 0, 800).linear).toBe(false);
    expect(svg(model, 'x')).toContain('time, not to scale');
  });

  test.each(Object.keys(HARD) as (keyof typeof HARD)[])('fills its room without gap or overlap: %s', (name) => {
    const { boxes } = axisOf(modelOf(hard(name)).stretches, 200, 744);
    let x = 200;
    for (const box of boxes) {
      expect(box.x).toBeCloseTo(x, 5);
      expect(box.width).toBeGreaterThan(3);
      x = box.x + box.width;
    }
    expect(x).toBeCloseTo(944, 5);
  });

  test('finds the place of a moment, across waits of unknown length', () => {
    const axis = axisOf(model.stretches, 0, 800);
    expect(axis.xAt(0)).toBe(0);
    expect(axis.xAt(1200)).toBeGreaterThan(axis.boxes[2]?.x ?? 0);
    expect(axis.xAt(1200)).toBeLessThan(axis.boxes[3]?.x ?? 0);
    expect(axis.xAt(1e9)).toBe(800);
  });
});

describe('the picture', () => {
  test.each(EXAMPLES)('of %s', (name, planned) => {
    expect(svg(modelOf(planned), name).replaceAll('><', '>\n<')).toMatchSnapshot();
  });

  test('is the same for the same release', () => {
    expect(svg(modelOf(canary), 'checkout')).toBe(svg(model, 'checkout'));
  });

  test('needs nothing from anywhere, and no script', () => {
    const picture = svg(model, 'checkout').replace('http://www.w3.org/2000/svg', '');
    expect(picture).not.toMatch(/https?:|<script|<foreignObject|@import|url\((?!#)| on[a-z]+=/);
  });

  test('tells its content to people who cannot see it', () => {
    const picture = svg(model, 'checkout');
    expect(picture).toContain('role="img" aria-labelledby="cutover-title cutover-description"');
    expect(picture).toContain('<title id="cutover-title">checkout: the release on one time axis</title>');
    expect(picture).toContain(
      'step 1: 0% of requests and header x-beta = yes for 15m; step 2: 5% of requests and header x-beta = yes for 10m; step 3: 10% of requests and a copy of 20% and header x-beta = yes for 10m;',
    );
    expect(picture).toContain('It takes 2h55m at least, and waits for a person once.');
    expect(picture).toMatch(/Guard error-rate-versus-stable sees ×[\d.]+ at best; it is weak in [^.]*bake\./);
  });

  test('says nothing by colour alone: what is weak is hatched, what is unknown dotted, a wait dashed', () => {
    const picture = svg(model, 'checkout');
    expect(picture).toContain('.weak{fill:url(#cutover-hatch)');
    expect(picture).toMatch(/\.unknown\{[^}]*stroke-dasharray/);
    expect(picture).toMatch(/\.wait\{[^}]*stroke-dasharray/);
  });
});

describe('the page', () => {
  const page = (planned: typeof canary, title: string) =>
    html(modelOf(planned), { title, evidence: evidence(planned), judgements: [judge(planned, platform('comet'))] });

  test.each(EXAMPLES)('of %s', (name, planned) => {
    expect(
      page(planned, name)
        .replaceAll('><', '>\n<')
        .replace(/<svg.*<\/svg>/s, '<svg/>'),
    ).toMatchSnapshot();
  });

  test('holds the picture, what the guards see, what a fault costs and what platforms make of it', () => {
    const all = page(canary, 'checkout');
    for (const heading of [
      'Phase by phase',
      'What the guards can see',
      'What a fault costs',
      'What each platform makes',
    ])
      expect(all).toContain(heading);
    expect(all).toContain('<td class="exact">= exact</td>');
    expect(all).toContain('prefers-color-scheme:dark');
    expect(isWellFormed(all)).toBe(true);
  });

  test('needs no script, and asks nothing of any other place', () => {
    const all = page(canary, 'checkout').replace('http://www.w3.org/2000/svg', '');
    expect(all).not.toMatch(/<script|https?:|<link|<img|@import| on[a-z]+="/);
  });
});

describe('hostile text', () => {
  const HOSTILE = '"><script>alert(1)</script><img src=x onerror="alert(2)">\u202e\u0000]]>&amp;';
  const hostile = plan(
    Strategy.canary({
      steps: [
        { audience: { header: { name: 'x-a', equals: '<script>alert(3)</script>' } }, hold: '1m', approve: true },
      ],
    }),
  );

  test('does not become markup', () => {
    const made = modelOf(hostile);
    for (const markup of [svg(made, HOSTILE), html(made, { title: HOSTILE, evidence: evidence(hostile) })]) {
      expect(['<script', '<img', '\u202e', '\0'].filter((each) => markup.includes(each))).toEqual([]);
      expect(isWellFormed(markup)).toBe(true);
    }
  });

  test('does not break a chart', () => {
    const [, title, ...lines] = mermaid(modelOf(hostile), 'a\n  section b: c; d # <script>').split('\n');
    expect(title).toBe('  title a section b c d script');
    expect(lines.join('\n')).not.toContain('<');
  });

  test('is escaped where XML would stumble', () => {
    expect(escaped('a\n<b> & "c" \'d\' \ud800 \u0007')).toBe(
      'a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; \ufffd \ufffd',
    );
  });
});

test('text is cut where it does not fit, never within a letter', () => {
  expect(cut('checkout', 100)).toBe('checkout');
  expect(cut('a-very-long-name-of-a-guard', 80)).toMatch(/^a-very-.*…$/);
  expect(widthOfText(cut('wwwwwwwwwwwwwwwwwwwww', 80))).toBeLessThanOrEqual(80);
  expect(cut('😀😀😀😀😀😀😀😀', 90)).toMatch(/^(😀)+…$/u);
  expect(cut('checkout', 12)).toBe('');
});

describe('as lines and as a chart', () => {
  test.each(EXAMPLES)('%s', (name, planned) => {
    const made = modelOf(planned);
    expect(`\n${text(made)}\n\n${mermaid(made, name)}\n`).toMatchSnapshot();
  });
});

test('whatever is asked can be drawn', () => {
  fc.assert(
    fc.property(strategies(), (strategy) => {
      const planned = plan(Strategy.parse(strategy));
      const known = evidence(planned);
      const made = previewModel(planned, known);
      const picture = svg(made, 'x');
      expect(isWellFormed(picture)).toBe(true);
      expect(picture).not.toMatch(/NaN|Infinity|undefined|="-\d/);
      expect(isWellFormed(html(made, { title: 'x', evidence: known }))).toBe(true);
      expect(text(made)).not.toMatch(/NaN|undefined/);
      expect(count(mermaid(made, 'x'), '\n')).toBe(made.stretches.length + 3);
    }),
    { ...runs, numRuns: Math.ceil((runs.numRuns ?? 100) / 20) },
  );
});
