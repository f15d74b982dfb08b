import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { documentsOf, yamlText } from '../../cli/documents';
import { TARGETS } from '../../cli/targets';
import { judge } from '../../lib/fidelity';
import { CutoverError, errorsOf } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { runs, strategies } from '../support/arbitrary';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
/** Kubernetes reads YAML 1.1: there a bare `yes` is a boolean. */
const asKubernetesReads = (text: string): unknown =>
  parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS());

/** The plan with everything accepted that a target approximates. */
function accepting(made: Plan, target: (typeof TARGETS)[number]): Plan {
  const accept = judge(made, target).findings.map(({ id }) => ({ id, reason: 'for this test' }));
  return { ...made, accept: accept.filter(({ id }) => id.startsWith('approximated.')) };
}

test.each(TARGETS.map((target) => [target.id, target] as const))(
  '%s emits by name alone whatever it does not refuse, or says why not',
  (_, target) => {
    fc.assert(
      fc.property(strategies(), (written) => {
        const made = accepting(plan(Strategy.parse(written)), target);
        if (errorsOf(judge(made, target).findings).length > 0) return;
        try {
          const documents = documentsOf(target.emit(made, { name: 'web' }), target.format);
          expect(documents.length).toBeGreaterThan(0);
          if (target.format === 'yaml') expect(asKubernetesReads(yamlText(documents))).toEqual(plain(documents));
        } catch (error) {
          expect(error).toBeInstanceOf(CutoverError);
        }
      }),
      { ...runs, numRuns: Math.ceil((runs.numRuns ?? 100) / 10) },
    );
  },
);
