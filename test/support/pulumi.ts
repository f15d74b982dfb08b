import * as pulumi from '@pulumi/pulumi';
import type { RegisterResourceOutputsRequest, RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb';

/** A resource as a program registered it. */
export interface Registered {
  /** `kubernetes:core/v1:Service` */
  readonly type: string;
  readonly name: string;
  /** What goes to the provider. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly urn: string;
  readonly parent: string;
  readonly provider: string;
  readonly isProtected: boolean;
  readonly ignoreChanges: readonly string[];
  readonly dependsOn: readonly string[];
  readonly aliases: readonly string[];
  /** How long its creation may take. */
  readonly timeout: string | undefined;
}

/** What a program did. */
export interface Ran {
  readonly resources: readonly Registered[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What each component said that it has made, by its URN. */
  readonly registered: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

interface Monitor {
  registerResourceOutputs(
    request: RegisterResourceOutputsRequest,
    done: (error: unknown, response: unknown) => void,
  ): void;
  registerResource(request: RegisterResourceRequest, done: (error: unknown, response: unknown) => void): void;
}

const urnOf = (type: string, name: string): string => `urn:pulumi:test::cutover::${type}::${name}`;

function noteOf(request: RegisterResourceRequest): Omit<Registered, 'inputs'> {
  const aliases = request.getAliasesList().map((alias) => alias.getSpec()?.getType() ?? alias.getUrn());
  return {
    type: request.getType(),
    name: request.getName(),
    urn: urnOf(request.getType(), request.getName()),
    parent: request.getParent(),
    provider: request.getProvider(),
    isProtected: request.getProtect() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    dependsOn: request.getDependenciesList(),
    aliases,
    timeout: request.getCustomtimeouts()?.getCreate() || undefined,
  };
}

/**
 * Runs a program with no engine behind it: what it registers is noted, and the provider answers with the inputs.
 * In a `preview` outputs of resources are unknown.
 */
export async function run(program: () => unknown, { preview = false } = {}): Promise<Ran> {
  const inputs = new Map<string, Readonly<Record<string, unknown>>>();
  const notes: Omit<Registered, 'inputs'>[] = [];
  const registered: Record<string, unknown> = {};
  const warn = jest.spyOn(pulumi.log, 'warn').mockResolvedValue();
  try {
    await pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, inputs: given }) => {
          inputs.set(urnOf(type, name), given);
          return { id: preview ? undefined : `${name}-id`, state: given };
        },
        call: ({ inputs: given }) => given,
      },
      'cutover',
      'test',
      preview,
    );
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, done) => {
      notes.push(noteOf(request));
      register(request, done);
    };
    const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
    monitor.registerResourceOutputs = (request, done) => {
      registered[request.getUrn()] = request.getOutputs()?.toJavaScript();
      registerOutputs(request, done);
    };
    const outputs = await program();
    await pulumi.runtime.disconnect();
    return {
      resources: notes.map((note) => ({ ...note, inputs: inputs.get(note.urn) ?? {} })),
      outputs: (outputs ?? {}) as Readonly<Record<string, unknown>>,
      registered,
      warnings: warn.mock.calls.map(([message]) => message),
    };
  } finally {
    warn.mockRestore();
  }
}

/** The objects that go to a cluster. Only what depends on another one has a place behind it. */
export const objectsOf = ({ resources }: Ran): readonly Registered[] =>
  resources.filter(({ type }) => type.startsWith('kubernetes:'));

/** One object. */
export function objectOf(ran: Ran, kind: string, name: string): Registered {
  const found = objectsOf(ran).find(({ inputs }) => inputs.kind === kind && nameOf(inputs) === name);
  if (found === undefined)
    throw new Error(
      `no ${kind} ${name} among ${objectsOf(ran)
        .map(({ urn }) => urn)
        .join(', ')}`,
    );
  return found;
}

const nameOf = ({ metadata }: Registered['inputs']): string | undefined =>
  (metadata as { readonly name?: string } | undefined)?.name;
