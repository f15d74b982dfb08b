import type { ByHand, NotByHand, Operation, Runbook } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import type { Settled } from './settings';

const NAMED = `'{"name":"{{name}}","namespace":"{{namespace}}"}'`;
const ask = (path: string): string => `curl -d ${NAMED} "$LOADTESTER${path}"`;
const patch = (spec: string): string =>
  `kubectl patch canary {{name}} -n {{namespace}} --type=merge -p '{"spec":${spec}}'`;

const UNDO = 'kubectl rollout undo deployment/{{name}} -n {{namespace}}';

/**
 * Flagger compares the Deployment with what it promoted last, and sees no change in its return. Source: pkg/canary/spec.go, hasSpecChanged.
 */
const ABORT: ByHand = {
  commands: [UNDO],
  effect:
    'The Deployment `{{name}}`, which has the new version, gets the pods of the old one, copy by copy; `{{name}}-primary` has it already, and is Flagger’s: leave it alone. Flagger sees no new release in that: it goes on with its weights, of which both sides are the old version now, and promotes it again. Put it into Git as well, or what applies it brings the new version back.',
};

/** A revision that comes back is a new one: with it Flagger begins again. */
const ABORT_KNATIVE: NotByHand = {
  instead:
    'Apply the Service of the old version again. Knative makes a revision of it, and with its next look Flagger gives the revision that it promoted last everything, and begins again at the first weight, with the old version. Put it into Git as well.',
};

const ROLLBACK: ByHand = {
  commands: [UNDO],
  effect:
    'The version before is released like any other, step by step; with `skipAnalysis` at once. Put it into Git as well.',
};

const ROLLBACK_KNATIVE: NotByHand = {
  instead: 'Apply the Service of the old version again: it is released like any other, step by step.',
};

/** What is asked of the gates, when they are the loadtester's. */
function gated(settings: Settled, abort: Operation): Partial<Runbook> {
  const { gate, loadtester } = settings;
  if (gate.confirm !== `${loadtester}/gate/check`) {
    const { confirm, rollback } = gate;
    return {
      approve: { instead: `Flagger asks ${confirm}, and goes on with its next look when the answer is a yes.` },
      ...(rollback !== undefined && {
        abort: {
          instead: `Let ${rollback} answer with a yes: the primary gets everything with Flagger’s next look.`,
        },
      }),
    };
  }
  const undo = 'commands' in abort ? `; \`${abort.commands.join(' ')}\` does it without` : '';
  return {
    tools: ['kubectl', 'curl, from where the loadtester can be reached'],
    variables: [{ name: 'LOADTESTER', about: `the URL of the loadtester: ${loadtester}` }],
    approve: {
      commands: [ask('/gate/open')],
      effect: `Flagger goes on with its next look. The gate stays open until you close it: \`${ask('/gate/close')}\`.`,
    },
    abort: {
      commands: [ask('/rollback/open')],
      effect: `The primary gets everything with Flagger’s next look${undo}. Close the gate afterwards: \`${ask('/rollback/close')}\`.`,
    },
  };
}

/** A release of Flagger by hand: it can be told no where it asks for something. */
export const flaggerRunbook =
  (settings: Settled) =>
  ({ phases }: Plan): Runbook => {
    const isKnative = settings.provider.kind === 'knative';
    const abort = isKnative ? ABORT_KNATIVE : ABORT;
    return {
      tools: ['kubectl'],
      variables: [],
      watch: {
        commands: [
          'kubectl get canary {{name}} -n {{namespace}} --watch',
          'kubectl describe canary {{name}} -n {{namespace}}',
        ],
        effect: 'They show the phase, the weight and the failed checks, and in the events why Flagger waits.',
      },
      approve: { instead: 'Nobody is asked.' },
      promote: {
        commands: [patch('{"skipAnalysis":true}')],
        effect:
          'Flagger promotes without a look at anything. Set it back to `false` afterwards: the next release would be unwatched too.',
      },
      pause: {
        commands: [patch('{"suspend":true}')],
        effect: 'Flagger does nothing more: the traffic stays where it is, and no guard is read.',
      },
      resume: { commands: [patch('{"suspend":false}')], effect: 'Flagger goes on where it was.' },
      abort,
      rollback: isKnative ? ROLLBACK_KNATIVE : ROLLBACK,
      pointOfNoReturn: isKnative
        ? 'With the promotion Flagger takes the new revision for the primary: from then on an abort does not lead to the old one.'
        : 'With the promotion Flagger copies the new version into the primary: the old one has no copies any more.',
      ...(phases.some(({ approve }) => approve !== undefined) && gated(settings, abort)),
      permissions: `\`patch\` of \`canaries\` (flagger.app) and of \`${isKnative ? 'services` (serving.knative.dev)' : 'deployments`'} in the namespace`,
      source: 'https://docs.flagger.app/usage/how-it-works',
    };
  };
