import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingDocs } from '../../lib/findings';

/** The findings of one folder. */
export interface Documented {
  /** `lib/strategy`, `constructs-aws/ecs`. */
  readonly folder: string;
  readonly docs: FindingDocs;
}

/** The files of a folder in which findings are documented; none of them loads a construct library. */
const FILES = ['findings.ts', 'limits.ts'];

const folders = (root: string, parent: string): string[] =>
  readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${parent}/${name}`)
    .sort();

/** Every exported `…_FINDINGS`, folder by folder. */
export function documented(root: string): Documented[] {
  return ['lib', 'constructs-aws', 'constructs-k8s']
    .flatMap((parent) => folders(root, parent))
    .flatMap((folder): Documented[] => {
      const modules = FILES.map((file) => join(root, folder, file))
        .filter(existsSync)
        .map((file) => require(file) as Record<string, unknown>);
      const found = modules.flatMap((module) => Object.entries(module).filter(([name]) => name.endsWith('_FINDINGS')));
      const docs: FindingDocs = Object.assign({}, ...found.map(([, value]) => value));
      return Object.keys(docs).length === 0 ? [] : [{ folder, docs }];
    });
}
