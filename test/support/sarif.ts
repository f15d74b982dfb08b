/** What an object of SARIF 2.1.0 may hold, by the name of its definition in the standard; a star: it must. */
const DEFINITIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sarifLog: { $schema: 'uri', 'version*': '="2.1.0"', 'runs*': 'run[]' },
  run: { 'tool*': 'tool', columnKind: '="utf16CodeUnits"', invocations: 'invocation[]', 'results*': 'result[]' },
  tool: { 'driver*': 'toolComponent' },
  toolComponent: { 'name*': 'text', version: 'text', informationUri: 'uri', rules: 'reportingDescriptor[]' },
  reportingDescriptor: {
    'id*': 'text',
    name: 'pascal',
    shortDescription: 'multiformatMessageString',
    fullDescription: 'multiformatMessageString',
    help: 'multiformatMessageString',
    helpUri: 'uri',
    defaultConfiguration: 'reportingConfiguration',
    properties: 'propertyBag',
  },
  reportingConfiguration: { level: 'level' },
  multiformatMessageString: { 'text*': 'text', markdown: 'text' },
  propertyBag: { tags: 'text[]' },
  invocation: { 'executionSuccessful*': 'boolean', toolExecutionNotifications: 'notification[]' },
  notification: { descriptor: 'reportingDescriptorReference', level: 'level', 'message*': 'message' },
  reportingDescriptorReference: { id: 'text' },
  message: { 'text*': 'text' },
  result: {
    ruleId: 'text',
    ruleIndex: 'count',
    kind: '="fail"',
    level: 'level',
    'message*': 'message',
    locations: 'location[]',
    relatedLocations: 'location[]',
    partialFingerprints: 'fingerprints',
    suppressions: 'suppression[]',
  },
  location: { id: 'count', physicalLocation: 'physicalLocation', logicalLocations: 'logicalLocation[]' },
  physicalLocation: { 'artifactLocation*': 'artifactLocation', region: 'region' },
  artifactLocation: { 'uri*': 'reference' },
  region: { 'startLine*': 'positive', startColumn: 'positive' },
  logicalLocation: { fullyQualifiedName: 'text', kind: '="member"' },
  fingerprints: { 'cutover/v1': 'text' },
  suppression: { 'kind*': '="external"', status: '="accepted"', justification: 'text' },
};

const LEAVES: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' && value !== '',
  pascal: (value) => typeof value === 'string' && /^([A-Z][a-z0-9]*)+$/.test(value),
  boolean: (value) => typeof value === 'boolean',
  count: (value) => Number.isInteger(value) && (value as number) >= 0,
  positive: (value) => Number.isInteger(value) && (value as number) >= 1,
  level: (value) => ['none', 'note', 'warning', 'error'].includes(value as string),
  uri: (value) => typeof value === 'string' && URL.canParse(value),
  reference: (value) => typeof value === 'string' && !/[\s\\<>"{}|^`]/.test(value) && URL.canParse(value, 'file:///'),
};

function check(type: string, value: unknown, path: string): string[] {
  if (type.startsWith('='))
    return JSON.stringify(value) === type.slice(1) ? [] : [`${path}: ${JSON.stringify(value)} is not ${type.slice(1)}`];
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) return [`${path}: no list`];
    return value.flatMap((item, at) => check(type.slice(0, -2), item, `${path}[${at}]`));
  }
  const leaf = LEAVES[type];
  if (leaf !== undefined) return leaf(value) ? [] : [`${path}: ${JSON.stringify(value)} is no ${type}`];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: no object`];
  const fields = DEFINITIONS[type] ?? {};
  const names = new Map(Object.entries(fields).map(([name, of]) => [name.replace('*', ''), of]));
  const missing = Object.keys(fields).filter((name) => name.endsWith('*') && !Object.hasOwn(value, name.slice(0, -1)));
  return [
    ...missing.map((name) => `${path}.${name.slice(0, -1)}: missing`),
    ...Object.entries(value).flatMap(([name, one]) => {
      const of = names.get(name);
      return of === undefined ? [`${path}.${name}: unknown`] : check(of, one, `${path}.${name}`);
    }),
  ];
}

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number }[];
  }[];
}

/** What is wrong with a log of SARIF 2.1.0: unknown and missing fields at any depth, values of another type, rules that are not there. */
export function sarifProblems(log: unknown): string[] {
  const problems = check('sarifLog', log, '$');
  if (problems.length > 0) return problems;
  return (log as Log).runs.flatMap(({ tool, results }) =>
    results
      .filter(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id !== ruleId)
      .map(({ ruleId, ruleIndex }) => `rule ${ruleIndex} is not ${ruleId}`),
  );
}
