export type Labels = Readonly<Record<string, string>>;

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
}

/** Any Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
}

export interface ServiceManifest extends Manifest {
  readonly apiVersion: 'v1';
  readonly kind: 'Service';
  readonly spec: {
    readonly selector: Labels;
    readonly ports: readonly ServicePort[];
    readonly sessionAffinity?: 'ClientIP' | 'None';
  };
}

/** What Cutover sets of a container; everything else is passed on. */
export interface ContainerManifest {
  readonly name: string;
  readonly image: string;
  readonly [field: string]: unknown;
}

/** What Cutover sets of a pod; everything else is passed on. */
export interface PodSpecManifest {
  readonly containers: readonly ContainerManifest[];
  readonly terminationGracePeriodSeconds?: number;
  readonly [field: string]: unknown;
}

export interface PodTemplate {
  readonly metadata?: { readonly labels?: Labels; readonly annotations?: Labels };
  readonly spec: PodSpecManifest;
}
