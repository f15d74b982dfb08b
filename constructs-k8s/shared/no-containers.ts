import { type Finding, findingText } from '../../lib/findings';

const NO_CONTAINERS: Finding = {
  id: 'missing-field',
  severity: 'error',
  path: 'containers',
  message: 'The pods have no container',
  expected: 'at least one container',
  fix: "add `containers: [{ image: 'registry.example.com/web:1.0.0' }]`, or call `addContainer`",
};

/** What validation says of a workload of cdk8s-plus to which no container was added until the synthesis. */
export const validateContainers = (
  { containers }: { readonly containers: readonly unknown[] },
  elseValidate: () => string[],
): string[] => (containers.length === 0 ? [findingText(NO_CONTAINERS).trim()] : elseValidate());
