import type * as pulumi from '@pulumi/pulumi';
import type { Phase } from '../../lib/plan';
import type { Driver } from '../shared/routing/driver';
import { judgeRouting, type Router } from '../shared/routing/judged';
import type { ComponentArgs } from './args';
import { type Care, type ComponentKind, type Release, ReleaseComponent } from './component';
import { checkedArgs } from './props';
import { StandIns } from './stand-ins';

/** What the component of every router is told. */
export interface RoutingArgs extends ComponentArgs {
  /**
   * The phase whose traffic is routed: a name of the plan, such as `step 2`, `full` or `bake`. Only when people drive the release.
   * @default - the first phase
   */
  readonly phase?: string;
  /**
   * Who moves the release from phase to phase. `argo-rollouts` starts with everything on the stable version, and what the controller writes is
   * left alone. `people` apply one phase after the other, each by a `pulumi up`: nothing then runs the strategy's guards, checks and bake.
   * @default people
   */
  readonly drivenBy?: Driver;
}

/** A release that a router routes, judged. */
export interface RoutedRelease<Options> extends Release {
  /** The routing in plain data. */
  readonly options: Options;
  /** The phase that is routed; undefined when Argo Rollouts sets the weights. */
  readonly phase: Phase | undefined;
}

/**
 * Plans and judges the release that a router's component routes.
 * @throws CutoverError with everything that is wrong.
 */
export function routedRelease<Options>(
  kind: ComponentKind,
  id: string,
  args: RoutingArgs,
  routerOf: (options: Options) => Router,
): RoutedRelease<Options> {
  const {
    metadata: { name = id, ...metadata } = {},
    strategy,
    phase,
    drivenBy = 'people',
    ...rest
  } = checkedArgs(kind, id, args);
  const subject = `${kind} ${id}`;
  const inputs = new StandIns();
  const options = { ...(inputs.plain({ ...rest, ...metadata }) as object), name } as Options;
  const judged = judgeRouting(
    subject,
    { strategy, drivenBy, ...(phase !== undefined && { phase }) },
    routerOf(options),
  );
  return { name, ...judged, inputs, options };
}

/** The component of a router. */
export abstract class RoutingComponent extends ReleaseComponent {
  /** The phase that is routed; undefined when Argo Rollouts sets the weights. */
  readonly phase: Phase | undefined;

  protected constructor(
    kind: ComponentKind,
    id: string,
    release: RoutedRelease<unknown>,
    opts: pulumi.ComponentResourceOptions | undefined,
  ) {
    super(kind, id, release, opts);
    this.phase = release.phase;
  }

  /** Leaves a property alone where a controller moves the release. */
  protected left(property: string): Care {
    return this.phase === undefined ? { ignoreChanges: [property] } : {};
  }
}
