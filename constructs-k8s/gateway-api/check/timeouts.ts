import { type Finding, show } from '../../../lib/findings';
import { millisecondsIn } from '../../shared/milliseconds';
import { isDuration } from '../duration';
import { finding } from '../findings';
import type { GatewayRoutingOptions } from '../options';

/** What is wrong with the time limits. */
export function timeoutProblems({ timeouts, protocol }: GatewayRoutingOptions): Finding[] {
  if (timeouts === undefined) return [];
  if (protocol === 'grpc') return [finding('gateway-grpc-field', 'timeouts', 'A GRPCRoute has no timeouts')];
  const { request, backendRequest } = timeouts;
  const wrong = Object.entries({ request, backendRequest }).filter(
    ([, time]) => time !== undefined && !isDuration(time),
  );
  if (wrong.length > 0) {
    return wrong.map(([field, time]) =>
      finding('gateway-time', `timeouts.${field}`, 'This is not a time of whole milliseconds', {
        received: show(time),
      }),
    );
  }
  if (request === undefined || backendRequest === undefined) return [];
  const [whole, once] = [millisecondsIn(request), millisecondsIn(backendRequest)];
  if (once <= whole) return [];
  return [
    finding('gateway-time', 'timeouts.backendRequest', 'One try may take longer than the whole request', {
      received: `${once} ms`,
      expected: `at most ${whole} ms`,
    }),
  ];
}
