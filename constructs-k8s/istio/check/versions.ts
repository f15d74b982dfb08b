import { type Finding, show } from '../../../lib/findings';
import { isLabel, isName } from '../../shared/names';
import { finding } from '../findings';
import type { Subset } from '../manifest';
import { type ServiceVersions, SUBSETS, type SubsetVersions, type Versions } from '../options';

const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

function subsetProblems(subset: Subset, path: string): Finding[] {
  const labels = Object.entries(subset.labels);
  const problems: Finding[] = [];
  if (!isLabel(subset.name)) {
    problems.push(
      finding('istio-subset', `${path}.name`, 'This is not a name of a subset', { received: show(subset.name) }),
    );
  }
  if (labels.length === 0)
    problems.push(finding('istio-subset', `${path}.labels`, 'A subset without labels takes the pods of both versions'));
  for (const [key, value] of labels) {
    if (LABEL_KEY.test(key) && LABEL_VALUE.test(value)) continue;
    problems.push(
      finding('istio-subset', `${path}.labels`, 'This is not a label', { received: show(`${key}: ${value}`) }),
    );
  }
  return problems;
}

/** Whether no pod can have the labels of both. */
const areApart = (stable: Subset, canary: Subset): boolean =>
  Object.entries(stable.labels).some(
    ([key, value]) => canary.labels[key] !== undefined && canary.labels[key] !== value,
  );

/** Argo Rollouts adds its own label to both subsets, which keeps them apart. */
function subsetVersions(
  { host, stable = SUBSETS.stable, canary = SUBSETS.canary }: SubsetVersions,
  controller: boolean,
): Finding[] {
  const problems = [...subsetProblems(stable, 'versions.stable'), ...subsetProblems(canary, 'versions.canary')];
  if (!isName(host))
    problems.push(finding('istio-host', 'versions.host', 'This is not a Service', { received: show(host) }));
  if (stable.name === canary.name) {
    problems.push(finding('istio-versions-same', 'versions.canary.name', `Both subsets are called \`${canary.name}\``));
  }
  if (!controller && problems.length === 0 && !areApart(stable, canary)) {
    const received = `${JSON.stringify(stable.labels)} and ${JSON.stringify(canary.labels)}`;
    problems.push(
      finding('istio-subset-overlap', 'versions.canary.labels', 'One pod can have the labels of both subsets', {
        received,
      }),
    );
  }
  return problems;
}

function serviceVersions(versions: ServiceVersions): Finding[] {
  const problems = (['stable', 'canary'] as const).flatMap((version) =>
    isName(versions[version])
      ? []
      : [finding('istio-host', `versions.${version}`, 'This is not a Service', { received: show(versions[version]) })],
  );
  if (versions.stable === versions.canary) {
    problems.push(
      finding('istio-versions-same', 'versions.canary', `Both versions are the Service \`${versions.canary}\``),
    );
  }
  return problems;
}

/** What is wrong with the two destinations. */
export const versionProblems = (versions: Versions, controller: boolean): Finding[] =>
  versions.kind === 'subsets' ? subsetVersions(versions, controller) : serviceVersions(versions);
