import * as pulumi from '@pulumi/pulumi';
import { type Finding, findingText } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import type { Labels, Manifest } from '../shared/manifest';
import { objectOf } from './objects';
import type { StandIns } from './stand-ins';

/** The components that an application is released by, and those that route requests. One name stays with its objects when it changes its kind. */
const FAMILIES = [
  [
    'ArgoRollout',
    'RollingDeployment',
    'RecreateDeployment',
    'BlueGreenDeployment',
    'FlaggerCanary',
    'KnativeCanaryService',
  ],
  ['IstioCanaryRouting', 'GatewayCanaryRouting', 'NginxCanaryRouting', 'TraefikCanaryRouting', 'AppMeshCanaryRouting'],
  ['ReleaseObservability'],
] as const;

/** A component of this package. */
export type ComponentKind = (typeof FAMILIES)[number][number];

const tokenOf = (kind: ComponentKind): string => `cutover:kubernetes:${kind}`;

/** A strategy judged and emitted, before anything is registered. */
export interface Release {
  /** The application's name. */
  readonly name: string;
  readonly plan: Plan;
  /** The warnings and notes; errors have been thrown. */
  readonly findings: readonly Finding[];
  /** What stands for the outputs in what is emitted. */
  readonly inputs: StandIns;
}

type Annotations = Readonly<Record<string, pulumi.Input<string>>>;

/** A spec in place of the emitted one, and what goes with it. */
interface Refined {
  readonly spec: pulumi.Inputs;
  readonly annotations?: Annotations;
}

/** How Pulumi treats an object, beyond what is emitted. */
export interface Care {
  /** What Pulumi calls it behind the component's name. @default - as the object is called behind the application's */
  readonly id?: string;
  /** The properties that a controller owns from its creation on. */
  readonly ignoreChanges?: readonly string[];
  readonly annotations?: Annotations;
  readonly dependsOn?: readonly pulumi.Resource[];
  /** Seconds that it may take until the object is as it should be. @default - the provider's: 10 minutes */
  readonly timeout?: number;
  /** Whether Pulumi makes it anew when it changes, so that it cannot be protected with the component. @default false */
  readonly isReplaced?: boolean;
  /** What depends on the whole spec that is emitted. */
  readonly refine?: (emitted: pulumi.Inputs) => Refined;
}

/** Does not wait for it: a Service without pods, such as that of a new version, would never be ready. */
export const UNAWAITED: Labels = { 'pulumi.com/skipAwait': 'true' };

interface SpecManifest extends Manifest {
  readonly spec?: object;
}

/** A release as one component: its objects are children of it, with the names that the strategy's emitter gave them. */
export abstract class ReleaseComponent extends pulumi.ComponentResource {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The warnings and notes; errors have been thrown. Warnings are in Pulumi's log as well. */
  readonly findings: readonly Finding[];
  /** Every object by its kind and name, as `Service/web-canary`; a Job without the hash in its name, as `Job/web-smoke-green`. */
  readonly objects: Readonly<Record<string, pulumi.CustomResource>>;
  readonly #objects: Record<string, pulumi.CustomResource> = {};
  readonly #id: string;
  readonly #release: Release;

  protected constructor(
    kind: ComponentKind,
    id: string,
    release: Release,
    opts: pulumi.ComponentResourceOptions | undefined,
  ) {
    const family = FAMILIES.find((kinds) => (kinds as readonly string[]).includes(kind)) ?? [];
    const aliases = family.filter((other) => other !== kind).map((other) => ({ type: tokenOf(other) }));
    super(tokenOf(kind), id, {}, pulumi.mergeOptions({ aliases }, opts));
    this.#id = id;
    this.#release = release;
    this.plan = release.plan;
    this.findings = release.findings;
    this.objects = this.#objects;
    const accepted = new Set(release.plan.accept.map(({ id: one }) => one));
    for (const finding of release.findings) if (!accepted.has(finding.id)) this.say(finding);
  }

  /** Writes a finding into Pulumi's log. */
  protected say(finding: Finding): void {
    const write = finding.severity === 'warning' ? pulumi.log.warn : pulumi.log.debug;
    void write(findingText(finding).trim(), this);
  }

  /** Registers an object. */
  protected make(manifest: SpecManifest, care: Care = {}): pulumi.CustomResource {
    const { apiVersion, kind, metadata, spec, ...fields } = manifest;
    const { inputs } = this.#release;
    const { refine = (same: pulumi.Inputs): Refined => ({ spec: same }) } = care;
    const refined = spec && refine(inputs.restore(spec));
    const annotations = { ...inputs.restore(metadata.annotations ?? {}), ...care.annotations, ...refined?.annotations };
    const args = {
      ...inputs.restore(fields),
      metadata: { ...inputs.restore(metadata), ...(Object.keys(annotations).length > 0 && { annotations }) },
      ...(refined && { spec: refined.spec }),
    };
    const timeout = care.timeout === undefined ? undefined : `${Math.ceil(care.timeout)}s`;
    const made = objectOf(
      { apiVersion, kind },
      care.id ? `${this.#id}-${care.id}` : this.#nameOf(metadata.name),
      args,
      {
        parent: this,
        ...(care.ignoreChanges && { ignoreChanges: [...care.ignoreChanges] }),
        ...(care.dependsOn && { dependsOn: [...care.dependsOn] }),
        ...(care.isReplaced && { protect: false }),
        ...(timeout && { customTimeouts: { create: timeout, update: timeout } }),
      },
    );
    this.#objects[`${kind}/${care.id ? `${this.#release.name}-${care.id}` : metadata.name}`] = made;
    return made;
  }

  /** The objects of a kind, by name. */
  protected named<Made extends pulumi.CustomResource>(kind: string): Readonly<Record<string, Made>> {
    const found = Object.entries(this.#objects).filter(([key]) => key.startsWith(`${kind}/`));
    return Object.fromEntries(found.map(([key, made]) => [key.slice(kind.length + 1), made as Made]));
  }

  /** The component's own name stands for the application's: `front` for `web`, `front-canary` for `web-canary`. */
  #nameOf(object: string): string {
    const { name } = this.#release;
    return object === name || object.startsWith(`${name}-`)
      ? `${this.#id}${object.slice(name.length)}`
      : `${this.#id}-${object}`;
  }
}
