import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { evidence } from '../../lib/evidence';
import { judge } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import { html, previewModel, svg } from '../../lib/preview';
import { platform } from '../fidelity/targets';
import { EXAMPLES, HARD, hard } from '../preview/examples';
import { Chromium } from './chromium';
import { decode, difference } from './png';
import { CONTRASTS, outside, overlaps, WORDS, type Word } from './probe';

const folder = mkdtempSync(join(tmpdir(), 'cutover-browser-'));
const REFERENCES = join(__dirname, 'references');
/** The part of the pixels that may look different: another version of the browser rounds letters differently. */
const TOLERATED = 0.01;

let browser: Chromium;
beforeAll(async () => {
  browser = await Chromium.start();
});
afterAll(async () => {
  await browser.stop();
  rmSync(folder, { recursive: true, force: true });
});

const RELEASES: ReadonlyArray<readonly [name: string, plan: Plan]> = [
  ...EXAMPLES,
  ...(Object.keys(HARD) as (keyof typeof HARD)[]).map((name) => [name, hard(name)] as const),
];

const SCHEMES = ['light', 'dark'] as const;

/** Writes the page of a release and opens it from the file. */
async function open(name: string, planned: Plan, scheme: (typeof SCHEMES)[number]): Promise<void> {
  const known = evidence(planned);
  const judgements = [judge(planned, platform('comet'))];
  const file = join(folder, `${name.replace(/\W+/g, '-')}.html`);
  writeFileSync(file, html(previewModel(planned, known), { title: name, evidence: known, judgements }));
  await browser.open(pathToFileURL(file).href, scheme);
}

const release = (name: string): Plan => RELEASES.find(([each]) => each === name)?.[1] as Plan;

/** Compares with the picture that was looked at; UPDATE_REFERENCES=1 takes the new one. */
function expectLike(reference: string, png: Buffer): void {
  const file = join(REFERENCES, `${reference}.png`);
  if (process.env.UPDATE_REFERENCES === '1') {
    mkdirSync(REFERENCES, { recursive: true });
    writeFileSync(file, png);
  }
  if (!existsSync(file))
    throw new Error(`There is no ${file}: UPDATE_REFERENCES=1 npm run test:browser, then look at it.`);
  const different = difference(decode(png), decode(readFileSync(file)));
  if (different <= TOLERATED) return;
  const actual = join(tmpdir(), `cutover-${reference}.png`);
  writeFileSync(actual, png);
  throw new Error(
    `${(100 * different).toFixed(2)}% of the pixels of ${reference} look different: compare ${actual} with ${file}`,
  );
}

describe.each(SCHEMES)('in %s', (scheme) => {
  test.each(['web', 'pricing', 'everything at once'])('%s looks as it did when somebody looked at it', async (name) => {
    await open(name, release(name), scheme);
    expectLike(`${name.replaceAll(' ', '-')}-${scheme}`, await browser.screenshot('svg'));
  });

  test('text can be told from what is behind it', async () => {
    await open('web', release('web'), scheme);
    const contrasts = await browser.evaluate<Record<string, number>>(CONTRASTS);
    expect(Object.entries(contrasts).filter(([, contrast]) => !(contrast >= 4.5))).toEqual([]);
  });
});

test('the picture for a README follows the scheme of its reader, with its heading', async () => {
  const planned = release('web');
  writeFileSync(join(folder, 'web.svg'), svg(previewModel(planned, evidence(planned)), 'web'));
  writeFileSync(join(folder, 'readme.html'), '<!doctype html><img src="web.svg" alt="web">');
  const shots: Buffer[] = [];
  for (const scheme of SCHEMES) {
    await browser.open(pathToFileURL(join(folder, 'readme.html')).href, scheme);
    shots.push(await browser.screenshot('img'));
    expectLike(`readme-${scheme}`, shots.at(-1) as Buffer);
  }
  const [first, second] = shots.map(decode);
  if (first === undefined || second === undefined) throw new Error('There are two screenshots');
  expect(difference(first, second)).toBeGreaterThan(0.5);
});

test.each(RELEASES)('%s: no text lies on another or leaves the picture', async (name, planned) => {
  const file = join(folder, 'picture.html');
  const title = `${name} of a service with rather a long name that nobody has shortened yet, in all its regions`;
  writeFileSync(file, `<!doctype html><meta charset="utf-8">${svg(previewModel(planned, evidence(planned)), title)}`);
  await browser.open(pathToFileURL(file).href, 'light');
  const { picture, words } = await browser.evaluate<{ picture: Omit<Word, 'text'>; words: Word[] }>(WORDS);
  expect(words.length).toBeGreaterThan(5);
  expect(overlaps(words)).toEqual([]);
  expect(outside(words, picture)).toEqual([]);
});

test('a page asks nothing of the network and says nothing to the console', async () => {
  await open('web', release('web'), 'light');
  const urls = browser.events('Network.requestWillBeSent').map(({ request }) => (request as { url: string }).url);
  expect(urls.length).toBeGreaterThan(0);
  expect(urls.filter((url) => !url.startsWith('file:'))).toEqual([]);
  for (const event of ['Runtime.consoleAPICalled', 'Runtime.exceptionThrown', 'Log.entryAdded'])
    expect(browser.events(event)).toEqual([]);
});

test('a screen reader hears what the picture shows', async () => {
  await open('web', release('web'), 'light');
  const { nodes } = (await browser.send('Accessibility.getFullAXTree')) as {
    nodes: { role?: { value: string }; name?: { value: string }; description?: { value: string } }[];
  };
  const picture = nodes.find(({ role }) => role?.value === 'image' || role?.value === 'img');
  expect(picture?.name?.value).toContain('web: the release on one time axis');
  expect(picture?.name?.value).toContain('It takes 2h30m at least, and waits for a person once.');
  const tables = nodes.filter(({ role }) => role?.value === 'table').map(({ name }) => name?.value);
  expect(tables).toContain('Phase by phase');
  expect(tables).toContain('What each platform makes of it');
});

test('a page is as wide as a telephone lets it be', async () => {
  await open('everything at once', release('everything at once'), 'light');
  await browser.send('Emulation.setDeviceMetricsOverride', {
    width: 390,
    height: 800,
    deviceScaleFactor: 1,
    mobile: true,
  });
  expect(await browser.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
});
