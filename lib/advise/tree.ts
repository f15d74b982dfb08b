import { QUESTIONS, type QuestionId } from './question';
import type { LeafId } from './strategies';

/** Where the answers lead: another question, or a strategy and why it is that one. */
export type Tree = Inner | Leaf;

/** A question, and where each of its answers leads. */
export interface Inner {
  readonly asks: QuestionId;
  readonly branches: readonly Branch[];
}

/** Answers that lead to the same place; each may have something to say. */
export interface Branch {
  readonly answers: readonly string[];
  readonly then: Tree;
}

/** A strategy. */
export interface Leaf {
  readonly strategy: LeafId;
  readonly because: string;
}

const on = (answers: string | readonly string[], then: Tree): Branch => ({
  answers: typeof answers === 'string' ? [answers] : answers,
  then,
});
const leaf = (strategy: LeafId, because: string): Leaf => ({ strategy, because });

const experiment: Inner = {
  asks: 'audience',
  branches: [
    on(
      'named',
      leaf(
        'ab-test-audience',
        'Known people get the new version, each request of theirs; everybody else keeps the old one.',
      ),
    ),
    on(
      'share',
      leaf('ab-test-split', 'A fixed share of the users gets the new version, and each user stays where they are.'),
    ),
  ],
};

const gradual: Inner = {
  asks: 'traffic',
  branches: [
    on(
      'low',
      leaf(
        'blue-green-preview',
        'A share of so few requests shows nothing in a reasonable time: test traffic and a person’s look show more, and the way back is a switch.',
      ),
    ),
    on('high', {
      asks: 'rollback',
      branches: [
        on(
          'instant',
          leaf(
            'canary',
            'A small share of the users meets a fault first; the old version stays ready, so that the way back is a switch.',
          ),
        ),
        on('minutes', leaf('linear', 'The share grows evenly, and a fault is taken back before everybody has it.')),
      ],
    }),
  ],
};

const untried: Inner = {
  asks: 'rollback',
  branches: [
    on('instant', {
      asks: 'cost',
      branches: [
        on(
          ['none', 'some'],
          leaf(
            'canary-lean',
            'The way back is a switch as long as the old version has its copies; without twice the capacity that is until everybody has the new one.',
          ),
        ),
        on('double', leaf('blue-green', 'Both versions run in full; the way there and the way back are one switch.')),
      ],
    }),
    on('minutes', {
      asks: 'cost',
      branches: [
        on(
          'none',
          leaf(
            'rolling-in-place',
            'Copies are replaced one by one, each in the place of the one before: no capacity is added, and one copy is missing meanwhile.',
          ),
        ),
        on(
          ['some', 'double'],
          leaf(
            'rolling',
            'New copies start before old ones leave: nothing is missing, and a quarter more runs meanwhile.',
          ),
        ),
      ],
    }),
  ],
};

const running: Inner = {
  asks: 'experiment',
  branches: [
    on('yes', experiment),
    on('no', {
      asks: 'validation',
      branches: [
        on('none', untried),
        on(
          'preview',
          leaf(
            'blue-green-preview',
            'The new version is tried with test traffic while users have the old one; the way there and the way back are one switch.',
          ),
        ),
        on('gradual', gradual),
        on(
          'copied',
          leaf(
            'shadow',
            'The new version gets a copy of the requests, and its answers are thrown away: nobody meets a fault.',
          ),
        ),
      ],
    }),
  ],
};

/** The decision tree. */
export const TREE: Tree = {
  asks: 'downtime',
  branches: [
    on('yes', {
      asks: 'schema',
      branches: [
        on(
          'breaking',
          leaf('recreate', 'The two versions cannot share the schema: one must be gone before the other starts.'),
        ),
        on(['none', 'compatible'], {
          asks: 'cost',
          branches: [
            on(
              'none',
              leaf(
                'recreate',
                'The simplest way: everything stops, then everything starts. No capacity is added, and never do two versions run.',
              ),
            ),
            on(
              ['some', 'double'],
              leaf('rolling', 'With a little more capacity the downtime that is allowed is not even needed.'),
            ),
          ],
        }),
      ],
    }),
    on('no', { asks: 'schema', branches: [on(['none', 'compatible', 'breaking'], running)] }),
  ],
};

/** What an answer means for every strategy below it. */
export const NOTES: Readonly<Partial<Record<QuestionId, Readonly<Record<string, string>>>>> = {
  schema: {
    compatible:
      'Expand the schema before this release, and contract it in a later one, when no version that needs the old schema can come back.',
    breaking:
      'Two versions run side by side, so that no single release can do this: make it three. Expand the schema, release with this strategy, and contract the schema in a later release.',
  },
};

/** The last sentence is not said where everything stops anyway. */
export const isStopped = (strategy: LeafId): boolean => strategy === 'recreate';

const isLeaf = (tree: Tree): tree is Leaf => 'strategy' in tree;

const wordsOf = (id: QuestionId, answers: readonly string[]): string =>
  answers.length === QUESTIONS[id].choices.length ? 'whatever it is' : answers.join(' or ');

function linesOf(tree: Tree, indent: string): string[] {
  if (isLeaf(tree)) return [];
  return tree.branches.flatMap(({ answers, then }, at) => {
    const isLast = at === tree.branches.length - 1;
    const what = isLeaf(then) ? then.strategy : `${QUESTIONS[then.asks].id}?`;
    const below = linesOf(then, `${indent}${isLast ? '   ' : '│  '}`);
    return [`${indent}${isLast ? '└─' : '├─'} ${wordsOf(tree.asks, answers)}: ${what}`, ...below];
  });
}

/** The tree as lines, by the names of its questions, answers and strategies. */
export const treeText = (tree: Tree = TREE): string =>
  isLeaf(tree) ? tree.strategy : [`${tree.asks}?`, ...linesOf(tree, '')].join('\n');
