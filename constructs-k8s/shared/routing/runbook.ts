import type { Runbook } from '../../../lib/fidelity';
import type { Phase, Plan } from '../../../lib/plan';
import { AUDIENCE_ROUTE } from '../audience/matches';
import { ALL, type RoutedPhase, START } from './phase';

/** How a person moves the requests of a release by a router. */
export interface RouterByHand extends Pick<Runbook, 'tools' | 'variables' | 'watch' | 'permissions' | 'source'> {
  /** The traffic of a phase in the numbers that the router will use. */
  readonly routed: (phase: Phase) => RoutedPhase;
  /** The commands that bring the objects of the cluster, whichever phase they are in, into another one. */
  readonly commands: (phase: RoutedPhase, plan: Plan) => readonly string[];
  /** What the router does then: `Within seconds every proxy routes as the phase says.` */
  readonly effect: string;
  /** What is to be done when the new version has everything. @default - it becomes the stable one */
  readonly finish?: string;
  /** What else is to be said of the way back. @default - nothing */
  readonly back?: string;
  /** @default - when the pods of the old version are stopped */
  readonly pointOfNoReturn?: string;
}

const BECOMES_STABLE =
  'Later give the stable version its image, and put the traffic back as under “Abort”: the next release begins there.';
const ROUTES_ONLY = 'When you stop the pods of the old version: a route stops none.';
const IN_CODE = 'Write the same phase into your code, or the next deploy from there takes it back.';

/** Phase after phase by hand; what is the same as in the phase before needs no command. */
export const routerRunbook =
  ({ routed, commands, effect, finish = BECOMES_STABLE, back, pointOfNoReturn = ROUTES_ONLY, ...rest }: RouterByHand) =>
  (plan: Plan): Runbook => {
    const all = plan.phases.map((phase) => ({ name: phase.name, commands: commands(routed(phase), plan) }));
    const phases = all.filter((one, at) => one.commands.join() !== all[at - 1]?.commands.join());
    return {
      ...rest,
      approve: { instead: 'Nobody is asked by the platform: whoever goes on to the next phase approves.' },
      promote: {
        commands: commands(ALL, plan),
        effect: `The new version gets everything. ${finish}`,
      },
      pause: { instead: 'Do not go on to the next phase: nothing changes by itself.' },
      resume: { phases, effect: `${effect} ${IN_CODE}` },
      abort: {
        commands: commands(START, plan),
        effect: ['The stable version gets everything; no audience and no mirror is left.', back]
          .filter(Boolean)
          .join(' '),
      },
      rollback: {
        instead:
          'As long as the old version runs, it is the same as to abort. After that, deploy the old version first.',
      },
      pointOfNoReturn,
    };
  };

/** A program of jq that puts routes in the place of the weighted one, which is called `main`, and of those of audiences; all others stay. */
export const rewrite = (list: string, main: string, routes: readonly string[]): string =>
  [
    `${list} |= if any(.name == "${main}") then map(`,
    `if .name // "" | test("${AUDIENCE_ROUTE}") then empty`,
    ` elif .name == "${main}" then ${routes.join(', ')}`,
    ` else . end) else error("nothing in ${list} is called ${main}") end`,
  ].join('');
