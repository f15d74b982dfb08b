import type { App } from '../app/app';
import { connections, managedDatabases, migrationsIn, ownDatabases } from '../app/database';
import type { PodWorkload } from '../app/workloads';
import type { Part } from '../read/resource';
import { bad, good, type Observation, type Rule, unseen } from '../rule';

const claims = ({ part, pod }: PodWorkload): readonly Part[] => [
  ...part.at('spec', 'volumeClaimTemplates').items,
  ...pod
    .at('volumes')
    .items.filter((volume) =>
      ['persistentVolumeClaim', 'hostPath', 'ephemeral', 'csi', 'nfs'].some((kind) => volume.at(kind).isThere),
    ),
];

function own(workload: PodWorkload): Observation[] {
  const { part, pod, strategy, replacement } = workload;
  const [claim] = claims(workload);
  if (claim === undefined) {
    const volumes = pod.at('volumes');
    return [
      bad(
        volumes,
        'this database keeps its data in its pod: the next release, or a node that leaves, takes them away',
        'use a StatefulSet with volumeClaimTemplates, or a database that is run for you',
      ),
    ];
  }
  if (part.resource.kind === 'Deployment' && replacement === 'rolling') {
    const message = 'a release starts a second database on the same volume before the first one has stopped';
    return [bad([strategy, claim], message, 'use a StatefulSet, or write strategy: { type: Recreate }')];
  }
  return [good(claim, 'it keeps its data on a volume of its own')];
}

/** Of a database that leaves the stack CloudFormation takes a snapshot, where nothing is said, if it is one of RDS; any other is lost. */
const KEPT = 'AWS::RDS::';

function managed(part: Part): Observation[] {
  // Its data are the cluster's.
  if (part.at('Properties', 'DBClusterIdentifier').isThere) return [];
  const policy = part.at('DeletionPolicy');
  const isLost = policy.text === 'Delete' || (!policy.isThere && !part.resource.kind.startsWith(KEPT));
  if (!isLost) {
    const message = policy.isThere
      ? 'its data outlive the stack'
      : 'its data outlive the stack: a snapshot is taken, by default';
    return [good(policy.isThere ? policy : part, message)];
  }
  const message = 'its data go with the resource: a renamed logical id or a replaced resource takes them away';
  return [bad(policy, message, 'write DeletionPolicy: Retain and UpdateReplacePolicy: Retain', 'warning')];
}

function used(app: App): Observation[] {
  const [variable] = connections(app);
  if (variable === undefined) return [];
  const [migration] = migrationsIn(app);
  if (migration !== undefined) return [good(migration.part, 'the schema is changed by a step of its own')];
  return [
    unseen(
      variable.part.unshown,
      `it has a database (${variable.name}); who changes its schema, and when in a release, cannot be seen in these files`,
    ),
  ];
}

export const ignoredDatabase: Rule = {
  id: 'ignored-database',
  title: 'Ignoring the database',
  kind: 'pitfall',
  reads:
    'Databases in pods and their volumes, `DeletionPolicy` of those of AWS, variables that name a database, and whether any step changes its schema.',
  fails: 'A database loses its data with its pod or its stack, or a release starts a second one on the same volume.',
  passes: 'Data outlive a release, and a step of its own changes the schema.',
  question: 'Does the release plan say what happens to the database, and when?',
  why: 'Copies of an application come and go. Its data are the one thing that a release cannot bring back.',
  fix: 'Keep data on volumes or with a database that is run for you; change the schema in a step of its own before the release.',
  source: 'https://aws.amazon.com/builders-library/ensuring-rollback-safety-during-deployments/',
  unless: { asked: 'No database can be seen in these files.' },
  look: (app) => [...ownDatabases(app).flatMap(own), ...managedDatabases(app).flatMap(managed), ...used(app)],
};
