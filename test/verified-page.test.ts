import { TARGETS } from '../cli/targets';
import { CLAUSES } from '../lib/fidelity';
import type { SeenNote } from './engines/report/notes';
import { unseenCells, verifiedPage } from './engines/report/verified-page';

const target = 'knative';
const note = (how: SeenNote['how'], what: string): SeenNote => ({ target, engine: 'kubernetes', how, what });

/** The row of a clause, cell by cell. */
function row(page: string, clause: keyof typeof CLAUSES): string[] {
  const line = page.split('\n').find((one) => one.startsWith(`| ${CLAUSES[clause].title} |`));
  return (line ?? '').split(' | ').slice(1);
}

test('a cell says the best that was seen; a clause that is refused is refused, whatever was emitted', () => {
  const seen = [
    note('schema', 'weight'),
    note('schema', 'hold'),
    note('accepted', 'hold'),
    note('accepted', 'drain'),
    note('played', 'drain'),
    note('schema', 'mirror'),
  ];
  const page = verifiedPage(TARGETS, seen);
  const of = (clause: keyof typeof CLAUSES) => row(page, clause)[0]?.replace(' |', '');
  expect(of('weight')).toBe('by schema');
  expect(of('hold')).toBe('accepted');
  expect(of('drain')).toBe('played');
  expect(of('mirror')).toBe('refused');
  expect(of('preview')).toBe('no');
});

test('each way of seeing has a line of its own for an engine', () => {
  const page = verifiedPage(TARGETS, [
    note('schema', 'weight'),
    note('accepted', 'hold'),
    note('accepted', 'in words'),
  ]);
  expect(page).toContain(
    '- accepted on kubernetes v1.34.1: hold\n  - in words\n- by schema on kubernetes v1.34.1: weight',
  );
});

test('what is not seen has a name, unless it is refused', () => {
  const unseen = unseenCells(TARGETS, [note('schema', 'weight')]);
  expect(unseen).toContain('knative: hold');
  expect(unseen).not.toContain('knative: weight');
  expect(unseen).not.toContain('knative: mirrored requests');
});
