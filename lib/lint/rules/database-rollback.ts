import type { App } from '../app/app';
import { managedDatabases, operatedDatabases, ownDatabases, scriptsIn } from '../app/database';
import type { Part } from '../read/resource';
import { bad, type Observation, type Rule, seen, unseen } from '../rule';

function managed(part: Part): Observation[] {
  const properties = part.at('Properties');
  if (part.resource.kind.startsWith('AWS::DynamoDB::')) {
    const [replica] = properties.at('Replicas').items;
    const holder = replica ?? properties;
    const recovery = holder.at('PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled');
    return [
      recovery.isTrue
        ? seen(recovery, 'it can be brought back to any second of the last days')
        : unseen(recovery, 'point-in-time recovery is off; whether something else keeps backups cannot be seen'),
    ];
  }
  if (part.resource.kind === 'AWS::RDS::DBInstance' && properties.at('DBClusterIdentifier').isThere) return [];
  const retention = properties.at('BackupRetentionPeriod');
  if (retention.number === 0)
    return [bad(retention, 'its automatic backups are off', 'write BackupRetentionPeriod: 7')];
  if (retention.isFunction) return [unseen(retention, 'how long it keeps backups is not known before the deploy')];
  return [
    seen(
      retention,
      retention.isThere ? 'it keeps automatic backups' : 'it keeps automatic backups of one day, by default',
    ),
  ];
}

const BACKUP = /backup|pg_?dump|mysqldump|mongodump|pgbackrest|wal-g|barman|restic|velero/i;

function backups(app: App): Observation[] {
  const jobs = app.jobs.filter(
    ({ part, when, containers }) =>
      when === 'timetable' &&
      containers.some(({ image = '', command }) => BACKUP.test([part.resource.name, image, command].join(' '))),
  );
  const resources = app.of([
    'ScheduledBackup',
    'VolumeSnapshot',
    'AWS::Backup::BackupSelection',
    'AWS::Backup::BackupPlan',
  ]);
  const velero = app.of(['Schedule', 'Backup'], /^velero\.io$/);
  return [
    ...jobs.map(({ said }) => seen(said, 'it takes backups')),
    ...[...resources, ...velero].map((part) => seen(part, 'it takes backups')),
  ];
}

const operated = (part: Part): Observation => {
  const backup = part.at('spec', 'backup');
  return backup.isThere
    ? seen(backup, 'its operator takes backups')
    : unseen(part, 'whether something keeps backups of it cannot be seen');
};

function ways(app: App): Observation[] {
  const back = scriptsIn(app).filter(({ isDown, hasDown }) => isDown || hasDown);
  return back.map(({ part }) => seen(part, 'a migration has a way back'));
}

export const databaseRollback: Rule = {
  id: 'database-rollback',
  title: 'Database rollback plan',
  kind: 'practice',
  reads:
    'Backups and point-in-time recovery of RDS, DocumentDB, Neptune, DynamoDB and of databases of operators; backup jobs, Velero, AWS Backup; migrations with a way back.',
  fails: 'The automatic backups of a database are off.',
  passes: 'Never by files alone: a backup is no plan. What can be seen is shown beside the question.',
  question:
    'Is it written down how the data comes back when a release has spoilt it, how long that takes, and what is lost meanwhile?',
  why: 'A rollback brings back the old version, never the old data.',
  fix: 'Prefer a migration that needs no way back; keep backups, restore one on a test system, and note how long it took.',
  source: 'https://aws.amazon.com/builders-library/ensuring-rollback-safety-during-deployments/',
  unless: { asked: 'No database and no backup can be seen in these files.' },
  look: (app) => [
    ...managedDatabases(app).flatMap(managed),
    ...operatedDatabases(app).map(operated),
    ...ownDatabases(app).map(({ part }) => unseen(part, 'whether something keeps backups of it cannot be seen')),
    ...backups(app),
    ...ways(app),
  ],
};
