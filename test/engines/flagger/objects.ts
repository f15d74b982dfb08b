/** The objects in which Flagger's doings are seen, as far as they are read. */
export interface Ingress {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
}

export interface Routes {
  readonly spec: { readonly http: readonly Route[] };
}

interface Route {
  readonly match?: readonly object[];
  readonly route: ReadonlyArray<{ readonly destination: { readonly host: string }; readonly weight?: number }>;
  readonly mirror?: { readonly host: string };
  readonly mirrorPercentage?: { readonly value: number };
}

export interface HttpRoute {
  readonly spec: {
    readonly rules: ReadonlyArray<{
      readonly matches?: readonly object[];
      readonly filters?: readonly object[];
      readonly backendRefs: ReadonlyArray<{ readonly name: string; readonly weight: number }>;
    }>;
  };
}

export interface Deployment {
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } };
  };
}

export interface Autoscaler {
  readonly spec: { readonly scaleTargetRef: { readonly name: string } };
}
