import type { Finding } from '../../findings';
import { finding } from '../findings';
import { isRecord } from '../schema/node';

const WHY = {
  recreate: 'a recreate stops the stable version before the new one starts',
  blueGreen: 'after the switch of a blue/green release the stable version gets no requests',
} as const;

/** Where the shape says that the guard is none of an absolute kind. */
const OWN_FIELDS = ['max', 'rise', 'falseAborts'];
const SHAPE_IDS = ['unknown-field', 'missing-field', 'not-allowed-value', 'conflict'];

const isKind = (kind: unknown): kind is keyof typeof WHY => typeof kind === 'string' && Object.hasOwn(WHY, kind);

/**
 * Says why a guard cannot compare with the stable version. The types and the schema do not know such a guard in these kinds;
 * their findings about it, which can only say that, are left out.
 */
export function explainComparisons(value: Readonly<Record<string, unknown>>, findings: Finding[]): Finding[] {
  const { kind, guards } = value;
  if (!isKind(kind) || !Array.isArray(guards)) return findings;
  let all = findings;
  guards.forEach((guard, at) => {
    if (!isRecord(guard)) return;
    const isShare = guard.metric === 'errorShare';
    if (!isShare && guard.versusStable === undefined) return;
    const path = `guards[${at}].${isShare ? 'metric' : 'versusStable'}`;
    const max = guard.metric === 'latency' ? 'max: 500ms' : 'max: 1%';
    const fix = isShare
      ? `write \`metric: errorRate\` and \`${max}\`, or \`kind: canary\``
      : `write \`${max}\`, or \`kind: canary\``;
    const covered = [...OWN_FIELDS, isShare ? 'metric' : 'versusStable'].map((field) => `guards[${at}].${field}`);
    const received = isShare ? '"errorShare"' : String(guard.versusStable).slice(0, 60);
    all = all.filter((found) => !(covered.includes(found.path) && SHAPE_IDS.includes(found.id)));
    all.push(
      finding('comparison-impossible', path, `There is nothing to compare with: ${WHY[kind]}`, {
        received,
        expected: 'an absolute limit',
        fix,
      }),
    );
  });
  return all;
}
