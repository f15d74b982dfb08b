import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Token } from 'aws-cdk-lib/core';
import type { Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { checksOf, say } from './finding';
import type { EcsServiceProps } from './props';

/** Values that a listener rule compares with, all of its conditions together. */
const RULE_VALUES = {
  count: 5,
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
} as const;

const isAddress = (address: string): boolean => Token.isUnresolved(address) || /^https?:\/\/[^/?#]+$/.test(address);

const isPriority = (priority: number): boolean => Number.isInteger(priority) && priority >= 1 && priority <= 50_000;

function priorityFindings(props: EcsServiceProps): Finding[] {
  const { productionListener, testListener, priority = 100 } = props;
  const unknown = Token.isUnresolved(priority);
  const testPriority = props.testPriority ?? (unknown ? undefined : priority - 1);
  const wrong = Object.entries({ priority, testPriority }).filter(
    ([, value]) => value === undefined || !(Token.isUnresolved(value) || isPriority(value)),
  );
  const findings = wrong.map(([name, value]) =>
    say('ecs-rule-priority', name, 'The load balancer does not take it', {
      received: value === undefined ? 'nothing, and `priority` is a token' : String(value),
      expected: 'a whole number from 1 to 50000',
    }),
  );
  const together = testListener === undefined || testListener === productionListener;
  if (!together || unknown || testPriority === undefined || Token.isUnresolved(testPriority)) return findings;
  if (testPriority < priority) return findings;
  const message = 'The production rule comes first and takes all of the test traffic';
  const received = `${testPriority}, and production has ${priority}`;
  return [...findings, say('ecs-rule-order', 'testPriority', message, { received, expected: `below ${priority}` })];
}

const valuesOf = (condition: elbv2.ListenerCondition): unknown[] =>
  Object.values(condition.renderRawCondition() as Record<string, { readonly values?: unknown[] } | undefined>).flatMap(
    (config) => config?.values ?? [],
  );

function conditionFindings({ conditions = [], testListener }: EcsServiceProps, plan: Plan): Finding[] {
  const header = plan.replacement === 'side-by-side' && testListener === undefined;
  const count = conditions.flatMap(valuesOf).length;
  if (count + (header ? 1 : 0) <= RULE_VALUES.count) return [];
  const received = `${count} values${header ? ', and the test header' : ''}`;
  const message = 'The load balancer does not take so many values';
  const detail = { received, expected: `${RULE_VALUES.count} together`, source: RULE_VALUES.source };
  return [say('ecs-rule-conditions', 'conditions', message, detail)];
}

/** Whether a load balancer says its address; an imported one may not. */
function hasAddress(loadBalancer: elbv2.IApplicationLoadBalancer | undefined): boolean {
  try {
    return loadBalancer === undefined || loadBalancer.loadBalancerDnsName !== '';
  } catch {
    return false;
  }
}

function checkFindings(props: EcsServiceProps, plan: Plan): Finding[] {
  const { productionListener, testListener, loadBalancer, checkAddresses, checkSubnets } = props;
  const wrong = Object.entries(checkAddresses ?? {}).filter(([, address]) => !isAddress(address));
  const findings = wrong.map(([name, address]) =>
    say('ecs-check-address', `checkAddresses.${name}`, 'It is no address', {
      received: JSON.stringify(address),
      expected: 'a scheme and a host: https://shop.example:9000',
    }),
  );
  if (checkAddresses !== undefined || !checksOf(plan).some(({ kind }) => kind === 'http')) return findings;
  const own = productionListener === undefined && testListener === undefined && hasAddress(loadBalancer);
  const named = props.certificate === undefined || props.domainName !== undefined;
  if (!own || !named) {
    const message = 'The strategy has HTTP checks, and it is not known where they go';
    return [say('ecs-check-address', 'checkAddresses', message)];
  }
  const outside = loadBalancer === undefined && (props.internetFacing ?? true) && checkSubnets === undefined;
  if (!outside || (props.openListener ?? true)) return [];
  return [
    say('ecs-check-blocked', 'openListener', 'The strategy has HTTP checks, and the listener does not let them in'),
  ];
}

/** The mistakes of the load balancer, the listeners and their rules. */
export function listenerFindings(props: EcsServiceProps, plan: Plan): Finding[] {
  const { productionListener, testListener, loadBalancer, vpc, cluster } = props;
  const wrong = (path: keyof EcsServiceProps, message: string, fix?: string) =>
    say('ecs-listeners', path, message, fix === undefined ? {} : { fix });
  const findings = priorityFindings(props);
  if (productionListener !== undefined) {
    const made = ['certificate', 'listenerPort', 'openListener', 'internetFacing'] as const;
    const given = made.filter((name) => props[name] !== undefined);
    findings.push(
      ...given.map((name) => wrong(name, 'It belongs to a listener that is made here, and you give a listener')),
    );
  }
  if (testListener !== undefined && testListener === productionListener) {
    findings.push(wrong('testListener', 'It is the production listener', 'leave it out: a header tells test traffic'));
  }
  if (testListener !== undefined && props.testHeader !== undefined) {
    findings.push(wrong('testHeader', 'Test traffic has a listener of its own: everything there is test traffic'));
  }
  if (loadBalancer !== undefined && props.internetFacing !== undefined) {
    findings.push(wrong('internetFacing', 'Your load balancer already is, or is not'));
  }
  if ((productionListener ?? loadBalancer) !== undefined && (vpc ?? cluster ?? loadBalancer?.vpc) === undefined) {
    findings.push(say('ecs-vpc', 'vpc', 'The load balancer does not say in which network it is'));
  }
  return [...findings, ...conditionFindings(props, plan), ...checkFindings(props, plan)];
}
