import { show } from '../../lib/findings';
import type { Detail } from './findings';
import type { Labels } from './manifest';

/** The selector of a Deployment or of a Rollout. */
export interface PodSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly unknown[];
}

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

function fits({ key, operator, values = [] }: Expression, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}

/** What a finding says of a selector, under an id of its folder. */
type Say<Made> = (path: string, message: string, detail?: Detail) => Made;

/** Why the API server would refuse a selector: it selects everything, or not the pods of its own template. */
export function selectorProblems<Made>(selector: PodSelector = {}, labels: Labels = {}, say: Say<Made>): Made[] {
  const wanted = Object.entries(selector.matchLabels ?? {});
  const expressions = (selector.matchExpressions ?? []) as readonly Expression[];
  if (wanted.length + expressions.length === 0) return [say('spec.selector', 'The selector is empty')];
  const path = 'spec.template.metadata.labels';
  return [
    ...wanted
      .filter(([key, value]) => labels[key] !== value)
      .map(([key, value]) =>
        say(path, `The pods have no label ${key} of this value`, {
          received: show(labels[key]),
          expected: show(value),
        }),
      ),
    ...expressions
      .filter((one) => !fits(one, labels))
      .map(({ key, operator, values = [] }) =>
        say(path, `The pods do not fit what the selector says of ${key}`, {
          received: show(labels[key]),
          expected: [operator, ...values].join(' '),
        }),
      ),
  ];
}
