import type { AnyTarget } from '../../cli/targets';
import { approximated, range, refused } from '../../lib/fidelity';
import { CutoverError } from '../../lib/findings';
import { trace } from '../../lib/plan';
import { platform } from '../fidelity/targets';

const manifest = (kind: string, name: string) => ({ apiVersion: 'v1', kind, metadata: { name } });

/** A Kubernetes platform that rounds holds to minutes, and refuses mirrors. */
export const METEOR: AnyTarget = {
  ...platform('meteor', {
    mirror: refused('requests go one way', 'docs/mirror'),
    hold: range({ by: 'spec.minutes', min: 60, max: 86_400, step: 60 }),
    'guard.min-requests': approximated('spec.samples', 'it counts samples'),
  }),
  title: 'Meteor',
  format: 'yaml',
  emit(plan, { name }) {
    if (name === 'broken')
      throw new CutoverError(name, [{ id: 'meteor-name', severity: 'error', path: 'name', message: 'Not this' }]);
    if (name === 'bug') throw new TypeError('undefined is not a function');
    return {
      release: { ...manifest('Release', name), spec: { phases: plan.phases.length } },
      services: [manifest('Service', name)],
    };
  },
  trace: (fragment) => trace(fragment as never),
};

/** A Kubernetes platform whose phases people apply. */
export const COMET: AnyTarget = {
  ...platform('comet'),
  title: 'Comet',
  format: 'yaml',
  emit: (plan, { name }) => ({
    phases: plan.phases.map((phase) => ({ name: phase.name, route: manifest('Route', name) })),
  }),
  trace: (fragment) => trace(fragment as never),
};

/** An AWS platform that takes everything. */
export const NIMBUS: AnyTarget = {
  ...platform('nimbus'),
  title: 'Nimbus',
  format: 'json',
  emit: (plan, { name }) => ({ Name: name, Phases: plan.phases.length }),
  trace: (fragment) => trace(fragment as never),
};
