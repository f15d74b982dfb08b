import { ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Manifest } from '../shared/manifest';

/** An object of a release, rendered when everything is known about its pods. */
export class EmittedObject extends ApiObject {
  readonly #current: () => Manifest;

  constructor(scope: Construct, id: string, first: Manifest, current: () => Manifest, more: ApiObjectMetadata = {}) {
    const { apiVersion, kind, metadata, ...fields } = first;
    const produce = (field: string) => () => (current() as unknown as Readonly<Record<string, unknown>>)[field];
    super(scope, id, {
      apiVersion,
      kind,
      metadata: {
        ...more,
        ...metadata,
        labels: { ...more.labels, ...metadata.labels },
        annotations: { ...more.annotations, ...metadata.annotations },
      },
      ...Object.fromEntries(Object.keys(fields).map((field) => [field, Lazy.any({ produce: produce(field) })])),
    });
    this.#current = current;
  }

  /** A Job's name says what is in it, which nobody knows before. */
  override toJson(): unknown {
    const json = super.toJson() as Manifest;
    if (this.kind !== 'Job') return json;
    const { name } = this.#current().metadata;
    return { ...json, metadata: { ...json.metadata, name } };
  }
}
