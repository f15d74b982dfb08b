import { type Finding, show } from '../../../lib/findings';
import { isLabel, isName, isPort } from '../../shared/names';
import { finding } from '../findings';
import { GATEWAY_NUMBERS } from '../limits';
import type { GatewayRoutingOptions, Parent } from '../options';

/** What a parent refers to, apart from the part of it. */
const objectOf = (parent: Parent): string =>
  'service' in parent ? `service ${parent.service}` : `gateway ${parent.namespace ?? ''}/${parent.gateway}`;

const partOf = (parent: Parent): string | undefined => ('service' in parent ? undefined : parent.listener);

function problemsOf(parent: Parent, path: string): Finding[] {
  const wrong = (field: string, value: unknown, what: string) =>
    finding('gateway-parent', `${path}.${field}`, `This is not ${what}`, { received: show(value) });
  if ('service' in parent) {
    return [
      ...(isLabel(parent.service) ? [] : [wrong('service', parent.service, 'a Service')]),
      ...(parent.port === undefined || isPort(parent.port) ? [] : [wrong('port', parent.port, 'a port')]),
    ];
  }
  const { gateway, namespace, listener } = parent;
  return [
    ...(isName(gateway) ? [] : [wrong('gateway', gateway, 'a Gateway')]),
    ...(namespace === undefined || isLabel(namespace) ? [] : [wrong('namespace', namespace, 'a namespace')]),
    ...(listener === undefined || isName(listener) ? [] : [wrong('listener', listener, 'a listener')]),
  ];
}

/** Two references to one object must each name another part of it. */
function isRepeated(parent: Parent, before: readonly Parent[]): boolean {
  const same = before.filter((one) => objectOf(one) === objectOf(parent));
  return same.some(
    (one) => partOf(one) === undefined || partOf(parent) === undefined || partOf(one) === partOf(parent),
  );
}

/** What is wrong with what the route is attached to. */
export function parentProblems({ parents }: GatewayRoutingOptions): Finding[] {
  const { parents: most } = GATEWAY_NUMBERS;
  if (parents.length === 0) return [finding('gateway-parent', 'parents', 'The route is attached to nothing')];
  const many =
    parents.length > most
      ? [finding('gateway-parent', 'parents', `A route has up to ${most} parents`, { received: `${parents.length}` })]
      : [];
  return [
    ...many,
    ...parents.flatMap((parent, at) => [
      ...problemsOf(parent, `parents[${at}]`),
      ...(isRepeated(parent, parents.slice(0, at))
        ? [
            finding(
              'gateway-parent',
              `parents[${at}]`,
              `The ${objectOf(parent)} is a parent twice, and not by listeners`,
            ),
          ]
        : []),
    ]),
  ];
}
