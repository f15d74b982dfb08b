import type { Manifest, Metadata } from './manifest';

export interface IngressPath {
  readonly path: string;
  readonly pathType: 'Prefix' | 'Exact' | 'ImplementationSpecific';
  readonly backend: { readonly service: { readonly name: string; readonly port: { readonly number: number } } };
}

export interface IngressRule {
  readonly host?: string;
  readonly http: { readonly paths: readonly IngressPath[] };
}

/** A certificate for some hosts. */
export interface IngressTls {
  /** The hosts that it is for. @default - those of the certificate */
  readonly hosts?: readonly string[];
  /** The Secret with `tls.crt` and `tls.key`. @default - the controller's own certificate */
  readonly secretName?: string;
}

export interface IngressManifest extends Manifest {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'Ingress';
  readonly metadata: Metadata;
  readonly spec: {
    readonly ingressClassName?: string;
    readonly tls?: readonly IngressTls[];
    readonly rules: readonly IngressRule[];
  };
}
