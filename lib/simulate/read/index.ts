import type { Finding } from '../../findings';
import { problem } from '../findings';
import type { Playable } from '../playable';
import { templateReleases } from './cloudformation/releases';
import { documentsIn } from './documents';
import { manifestsIn, templateOfFragment } from './fragment';
import { manifestReleases } from './kubernetes/releases';
import type { Release } from './release';
import { dig, isFields, Unreadable } from './value';

export type { Release } from './release';

/** A release that was read, or what is wrong. */
export interface ReadRelease {
  readonly release?: Playable;
  readonly findings: readonly Finding[];
}

/** What in resources is a release: a CloudFormation template, a fragment of `cutover emit`, manifests, or text in YAML or JSON. */
export function releasesIn(resources: unknown): {
  readonly releases: readonly Release[];
  readonly findings: readonly Finding[];
} {
  if (typeof resources === 'string') {
    const { documents, errors } = documentsIn(resources);
    const findings = errors.map((message) => problem('simulate-unreadable', '', `This is no YAML: ${message}`));
    return {
      releases: errors.length > 0 ? [] : documents.length === 1 ? ofValue(documents[0]) : ofValue(documents),
      findings,
    };
  }
  return { releases: ofValue(resources), findings: [] };
}

function ofValue(value: unknown): Release[] {
  if (isFields(value) && isFields(value.Resources)) return templateReleases(value);
  const template = templateOfFragment(value);
  if (template !== undefined) return templateReleases(template);
  if (isFields(value) && dig(value, 'kind') === 'List') return manifestReleases(manifestsIn(value.items));
  return manifestReleases(manifestsIn(value));
}

/** Whether a text in YAML or JSON holds resources of a platform, and not a strategy. */
export const holdsResources = (text: string): boolean =>
  documentsIn(text).documents.some(
    (one) => isFields(one) && ('apiVersion' in one || 'Resources' in one || templateOfFragment(one) !== undefined),
  );

/** Reads the release of these resources back; `of` names one of several. Never throws. */
export function readRelease(resources: unknown, of?: string): ReadRelease {
  const { releases, findings } = releasesIn(resources);
  if (findings.length > 0) return { findings };
  const named = of === undefined ? releases : releases.filter(({ name }) => name === of);
  const [release, second] = named;
  const names = releases.map(({ title }) => title).join(', ');
  if (release === undefined) {
    const message =
      of === undefined ? 'There is no release in these resources' : `There is no release ${of} in these resources`;
    return { findings: [problem('simulate-nothing', '', message, releases.length === 0 ? {} : { expected: names })] };
  }
  if (second !== undefined) {
    const fix = `say which one: \`of: ${release.name}\``;
    return {
      findings: [
        problem('simulate-which', '', 'There are several releases in these resources', { received: names, fix }),
      ],
    };
  }
  try {
    return { release: release.read(), findings: [] };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { findings: [problem('simulate-unreadable', error.resource, error.message)] };
  }
}
