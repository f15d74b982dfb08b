import type { Finding, FindingDoc } from '../../../lib/findings';
import type { Detail } from '../findings';

/** What every router can say. */
export type RoutingFinding =
  | 'unknown-phase'
  | 'phase-with-controller'
  | 'nobody-watches'
  | 'versions-same'
  | 'port'
  | 'cookie-regex'
  | 'duplicate-audience';

/** What every router says, under its own ids: `istio-unknown-phase`. */
export const routingFindings = <const Prefix extends string>(
  prefix: Prefix,
  title: string,
): Readonly<Record<`${Prefix}-${RoutingFinding}`, FindingDoc>> => {
  const docs: Readonly<Record<RoutingFinding, FindingDoc>> = {
    'unknown-phase': {
      title: 'The strategy has no such phase',
      why: 'The weights come from one phase of the plan.',
      fix: 'Write one of the names that the finding lists.',
    },
    'phase-with-controller': {
      title: 'A phase is chosen, but Argo Rollouts sets the weights',
      why: 'The controller changes the weights itself; it starts with everything on the stable version.',
      fix: "Leave `phase` out, or write `drivenBy: 'people'`.",
    },
    'nobody-watches': {
      title: 'Nobody runs a part of the safety',
      why: `${title} routes and runs nothing: its resources contain no guard, check, bake or rollback.`,
      fix: "Drive the routing with Argo Rollouts (`drivenBy: 'argo-rollouts'`), or accept this finding and say who watches.",
    },
    'versions-same': {
      title: 'Both versions are the same destination',
      why: 'All requests would reach one version, whatever the weights say.',
      fix: 'Name two destinations.',
    },
    port: {
      title: 'The port is not one',
      why: 'Ports are whole numbers from 1 to 65535.',
      fix: "Write the Service's port, not its name.",
    },
    'cookie-regex': {
      title: 'The regular expression can run over the end of the cookie',
      why: 'All cookies are one header, divided by semicolons. An expression that takes a semicolon, or has an anchor inside, would look at other cookies.',
      fix: 'Write the value only, without semicolons, and anchors only at its ends.',
    },
    'duplicate-audience': {
      title: 'Two audiences are the same',
      why: 'The second one is never tried for what the first one takes.',
      fix: 'Leave one out.',
    },
  };
  return Object.fromEntries(Object.entries(docs).map(([id, doc]) => [`${prefix}-${id}`, doc])) as Record<
    `${Prefix}-${RoutingFinding}`,
    FindingDoc
  >;
};

/** A router in messages, and how it makes its findings. */
export interface Voice {
  /** `Istio`. */
  readonly title: string;
  /** What the controller does instead of a person. @default Argo Rollouts sets the weights of all phases */
  readonly controller?: string;
  readonly finding: (id: RoutingFinding, path: string, message: string, detail?: Detail) => Finding;
}
