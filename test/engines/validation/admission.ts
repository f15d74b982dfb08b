import type { AnyTarget } from '../../../cli/targets';
import type { Seen } from '../cluster';

/** The targets whose platform admits more strictly than by its custom resource definitions, by webhooks that do not run here. */
const BY_SCHEMA: readonly string[] = ['knative', 'app-mesh'];

/** How an API server with custom resources has seen what a target emits. */
export const howOf = ({ id }: Pick<AnyTarget, 'id'>): NonNullable<Seen['how']> =>
  BY_SCHEMA.includes(id) ? 'schema' : 'accepted';
