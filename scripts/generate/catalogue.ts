import type { AnyTarget } from '../../cli/targets';
import type { Answer, ClauseKey, Rule } from '../../lib/fidelity';
import { answersOf } from './answers';

/** What decides who takes a plan; the words stay with the target. */
function data(answer: Answer): object {
  switch (answer.verdict) {
    case 'range': {
      const { verdict, by: _by, source: _source, ...numbers } = answer;
      return { verdict, by: '', ...numbers };
    }
    case 'needs':
      return { verdict: answer.verdict, by: '', query: answer.query };
    case 'becomes':
    case 'approximated':
      return { verdict: 'approximated', by: '', loses: '' };
    case 'exact':
      return { verdict: 'exact', by: '' };
    case 'refused':
      return { verdict: 'refused', why: '' };
  }
}

/** A value as TypeScript; JSON has no infinity. */
const code = (value: unknown): string =>
  JSON.stringify(value, (_, one) => (one === Number.POSITIVE_INFINITY ? '∞' : one)).replaceAll(
    '"∞"',
    'Number.POSITIVE_INFINITY',
  );

function entry({ id, title, limits }: AnyTarget): string {
  const depends: ClauseKey[] = [];
  const rules = (Object.entries(limits) as [ClauseKey, Rule][]).map(([key, rule]) => {
    const answers = answersOf(key, rule).map(data);
    const isOne = new Set(answers.map(code)).size <= 1;
    if (!isOne) depends.push(key);
    const usual = answers.find((answer) => (answer as Answer).verdict !== 'refused') ?? answers[0];
    return [key, usual ?? { verdict: 'refused', why: '' }];
  });
  return code({ id, title, ...(depends.length > 0 && { depends }), limits: Object.fromEntries(rules) });
}

/** lib/fidelity/catalogue.generated.ts: the limits of every target as data. */
export const catalogueCode = (
  targets: readonly AnyTarget[],
): string => `// Made by \`npm run generate\` from the limits.ts of every target; do not edit.
import type { Catalogued } from './catalogue';

export const CATALOGUE: readonly Catalogued[] = [${targets.map(entry).join(', ')}];
`;
