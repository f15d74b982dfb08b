import { CutoverError, type Finding, show } from '../findings';
import type { FaultKind, Fault as Played } from '../simulate';
import { problem } from '../simulate/findings';
import type { Duration, Percent } from '../strategy';
import { nearest, oneOf } from '../strategy/nearest';
import { readField, type Unit } from './field';

/** A field of a fault: its unit, whether it must be there, and what it is otherwise. */
interface Field {
  readonly unit: Unit;
  readonly needed?: true;
  readonly otherwise?: number;
}

const share = { unit: 'share', needed: true } as const;
const at = { unit: 'time', otherwise: 0 } as const;
const time = { unit: 'time' } as const;

/** The fields of every fault. */
const FIELDS: Readonly<Record<FaultKind, Readonly<Record<string, Field>>>> = {
  errorBurst: { to: share, at, lasts: time },
  slowCreep: { to: share, at, over: { unit: 'time', needed: true } },
  latencyStep: { times: { unit: 'factor', needed: true }, at, lasts: time },
  underLoad: { to: share, above: { unit: 'rate', needed: true } },
  oneAudience: { size: share },
  crashLoop: {},
  noData: { at, lasts: time },
  metricsDown: { at, lasts: time },
  alarmAlreadyRed: { to: { unit: 'share', otherwise: 0.5 }, until: time },
  retryBursts: { size: { unit: 'count', needed: true } },
};

export const FAULT_KINDS = Object.keys(FIELDS) as readonly FaultKind[];

/** The fields as numbers that can be played; every problem is a finding. */
function readFault(kind: FaultKind, written: Readonly<Record<string, unknown>>, findings: Finding[]): Played {
  const fields = FIELDS[kind];
  const names = Object.keys(fields);
  for (const name of Object.keys(written)) {
    if (Object.hasOwn(fields, name)) continue;
    const meant = nearest(name, names);
    findings.push(
      problem('simulate-fault', `${kind}.${name}`, `${kind} has no field ${name}`, {
        expected: names.length === 0 ? 'no field' : oneOf(names),
        ...(meant === undefined ? {} : { fix: `write ${meant}` }),
      }),
    );
  }
  const fault: Record<string, unknown> = { kind };
  for (const [name, { unit, needed, otherwise }] of Object.entries(fields)) {
    const value = Object.hasOwn(written, name) ? written[name] : undefined;
    if (value !== undefined) fault[name] = readField(unit, value, `${kind}.${name}`, 'simulate-fault', findings);
    else if (needed)
      findings.push(
        problem('simulate-fault', `${kind}.${name}`, `${kind} needs a field ${name}`, {
          fix: `write ${kind}:${name}=${EXAMPLES[unit]}`,
        }),
      );
    else if (otherwise !== undefined) fault[name] = otherwise;
  }
  return fault as unknown as Played;
}

/** How a value of each unit is written. */
const EXAMPLES: Readonly<Record<Unit, string>> = {
  share: '5%',
  part: '5%',
  time: '3m',
  factor: '3',
  rate: '50',
  count: '20',
};

/** What may be played, in the numbers that are played. */
const PLAYED: Readonly<Record<Unit, readonly [min: number, max: number]>> = {
  share: [Number.MIN_VALUE, 1],
  part: [0, 1],
  time: [0, 90 * 86_400],
  factor: [1, 10_000],
  rate: [1e-6, 1e8],
  count: [1, 1e12],
};

/** What is wrong with faults that were not made by {@link Fault}: plain data of somebody's own. */
export function faultFindings(faults: readonly Played[]): Finding[] {
  return faults.flatMap((fault, at) => {
    const kind: unknown = fault?.kind;
    const fields = typeof kind === 'string' && Object.hasOwn(FIELDS, kind) ? FIELDS[kind as FaultKind] : undefined;
    const path = `faults[${at}]`;
    if (fields === undefined) {
      const meant = typeof kind === 'string' ? nearest(kind, FAULT_KINDS) : undefined;
      const fix = meant === undefined ? {} : { fix: `write ${meant}` };
      return [
        problem('simulate-fault', path, 'There is no such fault', {
          received: show(kind),
          expected: oneOf(FAULT_KINDS),
          ...fix,
        }),
      ];
    }
    return Object.entries(fields).flatMap(([name, { unit, needed, otherwise }]) => {
      const value = (fault as unknown as Readonly<Record<string, unknown>>)[name];
      if (value === undefined && needed === undefined && otherwise === undefined) return [];
      const [min, max] = PLAYED[unit];
      if (typeof value === 'number' && value >= min && value <= max) return [];
      const expected = `a number from ${min === Number.MIN_VALUE ? 'above 0' : min} to ${max}`;
      return [
        problem('simulate-fault', `${path}.${name}`, `${path}.${name} cannot be this`, {
          received: show(value),
          expected,
        }),
      ];
    });
  });
}

function made(kind: FaultKind, written: object = {}): Played {
  const findings: Finding[] = [];
  const fault = readFault(kind, written as Readonly<Record<string, unknown>>, findings);
  CutoverError.throwIfAny(`Fault.${kind}`, findings);
  return Object.freeze(fault);
}

interface When {
  /** When it begins, counted from the beginning of the release. @default 0s */
  readonly at?: Duration;
}

interface WhenAndHowLong extends When {
  /** @default for good */
  readonly lasts?: Duration;
}

/**
 * What goes wrong with the new version. Each throws one CutoverError with everything that cannot be.
 *
 * @example
 * simulate(template).with(Fault.errorBurst({ to: '2%', at: '3m', lasts: '5m' }))
 */
export const Fault = {
  /** A share of the new version's requests fails. */
  errorBurst: (fields: WhenAndHowLong & { readonly to: Percent }): Played => made('errorBurst', fields),
  /** The error rate grows evenly from the usual one to `to`, within the time `over`. */
  slowCreep: (fields: When & { readonly to: Percent; readonly over: Duration }): Played => made('slowCreep', fields),
  /** The new version answers so many `times` as slowly as usual. */
  latencyStep: (fields: WhenAndHowLong & { readonly times: number }): Played => made('latencyStep', fields),
  /** A share fails while the new version gets more than `above` requests per second: a fault that a small canary does not show. */
  underLoad: (fields: { readonly to: Percent; readonly above: number }): Played => made('underLoad', fields),
  /** A share of the users always fails at the new version. */
  oneAudience: (fields: { readonly size: Percent }): Played => made('oneAudience', fields),
  /** The new version never becomes ready; a Lambda function, for which nobody waits, fails every request. */
  crashLoop: (): Played => made('crashLoop'),
  /** The new version's metrics are missing. */
  noData: (fields: WhenAndHowLong = {}): Played => made('noData', fields),
  /** The metrics backend is down: nothing can be read. */
  metricsDown: (fields: WhenAndHowLong = {}): Played => made('metricsDown', fields),
  /** Both versions fail from before the release on, so that an alarm may be red when it begins. `to` is 50 % unless said, `until` for good. */
  alarmAlreadyRed: (fields: { readonly to?: Percent; readonly until?: Duration } = {}): Played =>
    made('alarmAlreadyRed', fields),
  /** Failed requests come in bursts of `size`, since clients try again: as many failures, but not independent ones. */
  retryBursts: (fields: { readonly size: number }): Played => made('retryBursts', fields),
} as const satisfies Record<FaultKind, unknown>;

/** A fault that was read from a text, or what is wrong with it. */
export interface ParsedFault {
  readonly fault?: Played;
  readonly findings: readonly Finding[];
}

/** The longest text of a fault that is read. */
const LONGEST = 500;

/** Reads a fault as it is written on a command line: `errorBurst:to=2%,at=3m`. Never throws. */
export function parseFault(text: string): ParsedFault {
  if (typeof text !== 'string')
    return { findings: [problem('simulate-fault', '', 'This is no text', { received: show(text) })] };
  if (text.length > LONGEST)
    return { findings: [problem('simulate-fault', '', 'This text is too long', { received: show(text) })] };
  const [name = '', ...rest] = text.trim().split(':');
  const kind = FAULT_KINDS.find((known) => known === name);
  if (kind === undefined) {
    const meant = nearest(name, FAULT_KINDS);
    const message = name === '' ? 'This names no fault' : `There is no fault ${show(name).slice(1, -1)}`;
    const fix = meant === undefined ? {} : { fix: `write ${meant}` };
    return {
      findings: [
        problem('simulate-fault', '', message, { received: show(text), expected: oneOf(FAULT_KINDS), ...fix }),
      ],
    };
  }
  const findings: Finding[] = [];
  const fields: Record<string, unknown> = Object.create(null);
  for (const part of rest
    .join(':')
    .split(',')
    .filter((each) => each.trim() !== '')) {
    const [field = '', ...value] = part.split('=');
    if (value.length === 0)
      findings.push(problem('simulate-fault', kind, `${show(part)} has no value`, { expected: 'name=value' }));
    else if (Object.hasOwn(fields, field.trim()))
      findings.push(problem('simulate-fault', kind, `${field.trim()} is there twice`));
    else fields[field.trim()] = value.join('=').trim();
  }
  const fault = readFault(kind, fields, findings);
  return findings.length > 0 ? { findings } : { fault, findings };
}
