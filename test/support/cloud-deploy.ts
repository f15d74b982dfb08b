import { readFileSync } from 'node:fs';

interface Field {
  readonly type: string;
  readonly rule?: 'repeated';
  readonly keyType?: string;
}

interface Message {
  readonly fields?: Readonly<Record<string, Field>>;
  readonly values?: Readonly<Record<string, number>>;
  readonly oneofs?: Readonly<Record<string, { readonly oneof: readonly string[] }>>;
  readonly nested?: Readonly<Record<string, Message>>;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Cloud Deploy's own messages, as Google's client has them. */
const PROTOS = require.resolve('@google-cloud/deploy/build/protos/protos.json');
const published = ['google', 'cloud', 'deploy', 'v1'].reduce<Message>(
  (message, name) => message.nested?.[name] ?? {},
  JSON.parse(readFileSync(PROTOS, 'utf8')) as Message,
);

/**
 * What the client leaves out and the service has. Source: the REST reference of projects.locations.deliveryPipelines.automations,
 * RepairRolloutRule and RepairPhaseConfig.
 */
const ADDED: Readonly<Record<string, Message>> = {
  RepairRolloutRule: {
    fields: {
      id: { type: 'string' },
      phases: { rule: 'repeated', type: 'string' },
      jobs: { rule: 'repeated', type: 'string' },
      repairPhases: { rule: 'repeated', type: 'RepairPhaseConfig' },
    },
  },
  RepairPhaseConfig: {
    oneofs: { repairPhase: { oneof: ['retry', 'rollback'] } },
    fields: { retry: { type: 'Retry' }, rollback: { type: 'Rollback' } },
  },
  Retry: {
    fields: {
      attempts: { type: 'int64' },
      wait: { type: 'google.protobuf.Duration' },
      backoffMode: { type: 'BackoffMode' },
    },
  },
  Rollback: { fields: { destinationPhase: { type: 'string' }, disableRollbackIfRolloutPending: { type: 'bool' } } },
};

/** The fields that a file has elsewhere than the message: in `metadata`. */
const METADATA = ['name', 'labels', 'annotations'];
const ID = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The texts that `gcloud deploy apply` takes for a duration: a wait is in whole minutes. */
const durationOf = (path: string): RegExp => (path.endsWith('/wait') ? /^\d+m$/ : /^\d+(\.\d+)?s$/);

const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  int32: Number.isInteger,
  int64: Number.isInteger,
};

class Check {
  readonly problems: string[] = [];

  /** A field's value, or each of its values. */
  field(value: unknown, { type, rule, keyType }: Field, path: string, scope: readonly Message[]): void {
    if (keyType !== undefined) {
      if (!isFields(value)) this.#bad(path, 'must be a map');
      else for (const [key, item] of Object.entries(value)) this.field(item, { type }, `${path}/${key}`, scope);
    } else if (rule === 'repeated') {
      if (!Array.isArray(value)) this.#bad(path, 'must be a list');
      else for (const [at, item] of value.entries()) this.field(item, { type }, `${path}/${at}`, scope);
    } else this.#value(value, type, path, scope);
  }

  message(
    value: unknown,
    message: Message,
    path: string,
    scope: readonly Message[],
    left: readonly string[] = [],
  ): void {
    if (!isFields(value)) {
      this.#bad(path, 'must be an object');
      return;
    }
    for (const [name, item] of Object.entries(value)) {
      const field = left.includes(name) ? undefined : message.fields?.[name];
      if (field === undefined) this.#bad(`${path}/${name}`, 'unknown field');
      else this.field(item, field, `${path}/${name}`, [message, ...scope]);
    }
    for (const [group, { oneof }] of Object.entries(message.oneofs ?? {})) {
      const given = oneof.filter((name) => name in value);
      if (given.length > 1) this.#bad(path, `${group} is one of ${oneof.join(', ')}`);
    }
  }

  id(value: unknown, path: string): void {
    if (typeof value !== 'string' || !ID.test(value)) this.#bad(path, 'is no id');
  }

  #value(value: unknown, type: string, path: string, scope: readonly Message[]): void {
    const scalar = SCALARS[type];
    if (scalar !== undefined) {
      if (!scalar(value)) this.#bad(path, `must be ${type}`);
    } else if (type === 'google.protobuf.Duration') {
      if (typeof value !== 'string' || !durationOf(path).test(value)) this.#bad(path, 'must be a duration');
    } else {
      const message = find(type, scope);
      if (message === undefined) this.#bad(path, `is of the unknown type ${type}`);
      else if (message.values === undefined) this.message(value, message, path, scope);
      else if (typeof value !== 'string' || !(value in message.values))
        this.#bad(path, `must be one of ${Object.keys(message.values).join(', ')}`);
    }
  }

  #bad(path: string, what: string): void {
    this.problems.push(`${path}: ${what}`);
  }
}

/** A message by its name, the nearest one. */
function find(type: string, scope: readonly Message[]): Message | undefined {
  const within = scope.flatMap(({ nested }) => nested?.[type] ?? []);
  return within[0] ?? ADDED[type] ?? published.nested?.[type];
}

const KINDS = ['DeliveryPipeline', 'Target', 'Automation'];

/**
 * What is wrong with a file of Cloud Deploy: an unknown field at any depth, a wrong type, enum or duration, two of what excludes each
 * other, an id that is none.
 */
export function deployProblems(file: unknown): string[] {
  const document: unknown = JSON.parse(JSON.stringify(file ?? null));
  if (!isFields(document)) return [': must be an object'];
  const { apiVersion, kind, metadata, ...rest } = document;
  const message = KINDS.includes(String(kind)) ? find(String(kind), []) : undefined;
  if (apiVersion !== 'deploy.cloud.google.com/v1' || message === undefined)
    return [`: no message for ${apiVersion} ${kind}`];
  const check = new Check();
  check.message(rest, message, '', [], METADATA);
  const { name, ...others } = isFields(metadata) ? metadata : { name: undefined };
  check.message(
    others,
    { fields: { labels: { type: 'string', keyType: 'string' }, annotations: { type: 'string', keyType: 'string' } } },
    '/metadata',
    [],
  );
  const ids = kind === 'Automation' ? String(name).split('/') : [name];
  if (kind === 'Automation' && ids.length !== 2) check.id(undefined, '/metadata/name');
  for (const id of ids) check.id(id, '/metadata/name');
  return check.problems;
}
