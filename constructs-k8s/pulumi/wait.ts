import type { Finding } from '../../lib/findings';
import { lengthOf, type Plan } from '../../lib/plan';
import { type Duration, formatDuration, secondsOf } from '../../lib/strategy';
import { finding } from './findings';

/** What a component that waits for its engine is told. */
export interface WaitArgs {
  /**
   * How long `pulumi up` waits until the release is over; `false` ends it as soon as the cluster has the new version. Pulumi cannot see that a
   * release has failed: it waits until then, and fails.
   * @default - as long as the strategy holds and its checks may take, and the time that the engine gives pods; `false`, with a warning, where a
   * person is waited for
   */
  readonly wait?: Duration | false;
}

/** A wait that has been settled. */
export interface Wait {
  /** Seconds; undefined: Pulumi does not wait. */
  readonly seconds: number | undefined;
  readonly findings: readonly Finding[];
}

/** How long a release takes on its engine, in seconds. */
interface Length {
  /** When all goes well. @default - as long as the strategy holds */
  readonly least?: number;
  /** What it may take on top. */
  readonly extra: number;
}

/** How long Pulumi waits for a plan. */
export function waitOf(
  plan: Plan,
  wait: Duration | false | undefined,
  { least = lengthOf(plan), extra }: Length,
): Wait {
  const asked = plan.phases.filter(({ approve }) => approve !== undefined);
  if (wait === false) return { seconds: undefined, findings: [] };
  if (wait === undefined) {
    const [first] = asked;
    if (first === undefined) return { seconds: least + extra, findings: [] };
    const message = `Nobody knows how long ${first.name} waits for a person, and \`pulumi up\` does not`;
    return { seconds: undefined, findings: [finding('pulumi-approval', 'wait', message)] };
  }
  const seconds = secondsOf(wait);
  if (seconds > least) return { seconds, findings: [] };
  const detail = { received: formatDuration(seconds), expected: `more than ${formatDuration(least)}` };
  return { seconds, findings: [finding('pulumi-wait', 'wait', 'A healthy release takes longer', detail)] };
}
