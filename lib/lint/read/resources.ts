import { templateOf } from '../../simulate/read/cloudformation/template';
import { templateOfFragment } from '../../simulate/read/fragment';
import { dig, type Fields, fieldsOf, isFields, listOf, textOf } from '../../simulate/read/value';
import type { Place } from '../../strategy/text/place';
import type { Key, Resource } from './resource';

/** A document, before anybody knows what it is. */
export interface Read {
  readonly file: string;
  readonly scope: string;
  readonly value: unknown;
  placeOf(path: readonly Key[]): Place | undefined;
}

const TYPE = /^[A-Za-z0-9]+::[\w:@-]+$/;

/** The most items of lists within lists that are taken out. */
const MOST_LISTS = 8;

/** Kustomize takes its own file without a kind. */
const KUSTOMIZATION = /(?:^|[/\\])kustomization\.ya?ml$/;

function manifests({ file, scope, value, placeOf }: Read, prefix: readonly Key[], depth: number): Resource[] {
  const isOwn = KUSTOMIZATION.test(file) && isFields(value);
  const kind = textOf(dig(value, 'kind')) ?? (isOwn ? 'Kustomization' : undefined);
  const version = textOf(dig(value, 'apiVersion')) ?? (isOwn ? 'kustomize.config.k8s.io/v1beta1' : undefined);
  const items = dig(value, 'items');
  if (kind?.endsWith('List') && Array.isArray(items) && depth < MOST_LISTS) {
    return items.flatMap((item, at) =>
      manifests({ file, scope, value: item, placeOf }, [...prefix, 'items', at], depth + 1),
    );
  }
  if (kind === undefined || version === undefined || kind === '') return [];
  const name = textOf(dig(value, 'metadata', 'name')) ?? textOf(dig(value, 'metadata', 'generateName')) ?? '';
  const namespace = textOf(dig(value, 'metadata', 'namespace'));
  const group = version.includes('/') ? (version.split('/')[0] ?? '') : '';
  const title = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`.trim();
  return [{ file, scope, platform: 'kubernetes', kind, group, name, namespace, title, prefix, value, placeOf }];
}

function templated({ file, scope, value, placeOf }: Read): Resource[] {
  const merged = templateOf(value);
  return (['Resources', 'Hooks'] as const).flatMap((section) =>
    Object.entries(fieldsOf(dig(value, section))).flatMap(([id, resource]): Resource[] => {
      const kind = textOf(dig(resource, 'Type'));
      if (kind === undefined || !TYPE.test(kind)) return [];
      const properties = (section === 'Resources' ? merged.get(id)?.properties : dig(resource, 'Properties')) ?? {};
      return [
        {
          file,
          scope,
          platform: 'aws',
          kind,
          group: '',
          name: id,
          namespace: undefined,
          title: `${kind} ${id}`,
          prefix: [section, id],
          value: { ...fieldsOf(resource), Properties: properties },
          placeOf,
        },
      ];
    }),
  );
}

const isTemplate = (value: Fields): boolean =>
  isFields(value.Resources) && Object.values(value.Resources).some((one) => TYPE.test(String(dig(one, 'Type'))));

const isWorkflow = (value: Fields): boolean => value.on !== undefined && isFields(value.jobs);

const isGitLab = (value: Fields): boolean =>
  Object.values(value).some((job) => isFields(job) && Array.isArray(job.script) && job.stage !== undefined);

/** What CodeDeploy is told to do with a version: for ECS and Lambda resources in a list, for machines hooks by their event. */
const isAppSpec = (value: Fields): boolean =>
  value.version !== undefined &&
  ((Array.isArray(value.Resources) && value.Resources.some((one) => isFields(one))) ||
    (isFields(value.hooks) && /^(?:linux|windows)$/.test(String(value.os))));

function pipeline({ file, scope, value, placeOf }: Read, kind: string): Resource {
  const name = textOf(dig(value, 'name')) ?? file;
  const platform = 'pipeline';
  return {
    file,
    scope,
    platform,
    kind,
    group: '',
    name,
    namespace: undefined,
    title: `${kind} ${name}`,
    prefix: [],
    value,
    placeOf,
  };
}

/** The resources in a document: a manifest, a list of them, a template, what `cutover emit` writes, or a pipeline. */
export function resourcesIn(read: Read): Resource[] {
  const { value } = read;
  if (Array.isArray(value))
    return listOf(value).flatMap((one, at) =>
      manifests({ ...read, value: one, placeOf: (path) => read.placeOf([at, ...path]) }, [], 0),
    );
  if (!isFields(value)) return [];
  if (isTemplate(value)) return templated(read);
  const fragment = templateOfFragment(value);
  if (fragment !== undefined) return templated({ ...read, value: fragment });
  const found = manifests(read, [], 0);
  if (found.length > 0) return found;
  if (isAppSpec(value)) return [pipeline(read, 'appspec')];
  if (isWorkflow(value)) return [pipeline(read, 'workflow')];
  return isGitLab(value) ? [pipeline(read, 'pipeline')] : [];
}
