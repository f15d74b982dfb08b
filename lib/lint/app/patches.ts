import type { Part } from '../read/resource';
import type { App } from './app';

const KUSTOMIZE = /^kustomize\.config\.k8s\.io$/;

const folderOf = (file: string): string => file.replace(/\\/g, '/').split('/').slice(0, -1).join('/');

/** The files that customizations among these call patches. */
function filesOf(app: App): ReadonlySet<string> {
  const files = app.of(['Kustomization', 'Component'], KUSTOMIZE).flatMap((part) => {
    const named = [
      ...part.at('patches').items.map((patch) => patch.at('path')),
      ...part.at('patchesStrategicMerge').items,
    ];
    const folder = folderOf(part.resource.file);
    return named.flatMap(({ text }) =>
      text === undefined ? [] : [`${folder === '' ? '' : `${folder}/`}${text.replace(/^\.\//, '')}`],
    );
  });
  return new Set(files);
}

/** A patch of Kustomize has the kind and the name of what it changes, and rarely an image; or a customization calls it one. */
export function patchesAmong(parts: readonly Part[], app: App): ReadonlySet<Part> {
  const files = filesOf(app);
  return new Set(
    parts.filter((part) => {
      const containers = part.at('spec', 'template', 'spec', 'containers').items;
      if (containers.length === 0) return false;
      const isBare = containers.every((container) => !container.at('image').isThere);
      return isBare || files.has(part.resource.file.replace(/\\/g, '/'));
    }),
  );
}
