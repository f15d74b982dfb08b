import { breakingIn } from '../../lib/lint/app/sql';
import { deployment, judged, said, service, shown, template } from './lint';

const state = (id: string, ...manifests: object[]) => judged(id, manifests).state;

const job = (annotations: object, container: object = {}): object => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'db-migrate', namespace: 'shop', annotations },
  spec: {
    template: {
      spec: {
        containers: [{ name: 'migrate', image: 'shop/web:1.4.2', command: ['npm', 'run', 'db:migrate'], ...container }],
      },
    },
  },
});

const sql = (text: string, key = '002_orders.sql'): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'migrations' },
  data: { [key]: text },
});

describe('statements that the running version cannot live with', () => {
  test.each([
    ['DROP TABLE orders;', ['ban-drop-table']],
    ['drop view if exists recent;', ['ban-drop-table']],
    ['ALTER TABLE orders DROP COLUMN total;', ['ban-drop-column']],
    ['ALTER TABLE orders RENAME TO purchases;', ['renaming-table']],
    ['ALTER TABLE orders RENAME COLUMN total TO amount;', ['renaming-column']],
    ['ALTER TABLE `orders` CHANGE `total` `amount` INT;', ['renaming-column']],
    ['ALTER TABLE orders ALTER COLUMN total TYPE bigint;', ['changing-column-type']],
    ['ALTER TABLE orders MODIFY total BIGINT;', ['changing-column-type']],
    ['ALTER TABLE orders ALTER COLUMN note SET NOT NULL;', ['adding-not-nullable-field']],
    ['ALTER TABLE orders ADD COLUMN note text NOT NULL;', ['adding-required-field']],
    ['ALTER TABLE orders ADD note text, DROP COLUMN total;', ['ban-drop-column']],
  ])('%s', (text, rules) => {
    expect(breakingIn(text).map(({ rule }) => rule)).toEqual(rules);
  });

  test.each([
    'CREATE TABLE orders (id int primary key, note text NOT NULL);',
    'ALTER TABLE orders ADD COLUMN note text;',
    "ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT '';",
    'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;',
    'ALTER TABLE orders DROP CONSTRAINT positive;',
    'CREATE INDEX CONCURRENTLY by_day ON orders (day);',
    'DROP TABLE IF EXISTS orders; CREATE TABLE orders (id int);',
    'CREATE TABLE tmp (id int); ALTER TABLE ONLY tmp ALTER COLUMN id SET NOT NULL;',
    '-- DROP TABLE orders;\nSELECT 1;',
    '/* ALTER TABLE orders DROP COLUMN total; */ SELECT 1;',
    '-- +goose Up\nALTER TABLE orders ADD note text;\n-- +goose Down\nALTER TABLE orders DROP COLUMN note;',
  ])('not %j', (text) => expect(breakingIn(text)).toEqual([]));
});

describe('incompatible-schema', () => {
  test('a statement in a ConfigMap, with the rule of the linters of SQL', () => {
    const item = judged('incompatible-schema', sql('ALTER TABLE orders DROP COLUMN total;'));
    expect(item).toMatchObject({ state: 'failed', level: 'error' });
    expect(said(item, 'bad')).toEqual([
      'ConfigMap migrations: ALTER TABLE orders DROP COLUMN total (ban-drop-column): the version that still runs reads it',
    ]);
  });

  test('the way back of a migration is not judged; text that is no file of SQL is not read', () => {
    expect(state('incompatible-schema', sql('ALTER TABLE orders DROP COLUMN note;', '002_orders.down.sql'))).toBe(
      'open',
    );
    expect(state('incompatible-schema', sql('ALTER TABLE orders DROP COLUMN note;', 'README.md'))).toBe('open');
  });

  test('the command of a job', () => {
    const command = { command: ['psql', '-c', 'ALTER TABLE orders RENAME COLUMN a TO b'] };
    expect(state('incompatible-schema', job({}, command))).toBe('failed');
  });

  test('expansions pass; no SQL at all is asked', () => {
    expect(state('incompatible-schema', sql('ALTER TABLE orders ADD COLUMN note text;'))).toBe('passed');
    expect(state('incompatible-schema', deployment())).toBe('open');
  });

  test('the migrations of the Atlas operator', () => {
    const migration = {
      apiVersion: 'db.atlasgo.io/v1alpha1',
      kind: 'AtlasMigration',
      metadata: { name: 'shop' },
      spec: { dir: { local: { '2.sql': 'DROP TABLE carts;' } } },
    };
    expect(shown(judged('incompatible-schema', migration), 'bad')).toEqual([
      'spec.dir.local["2.sql"]: DROP TABLE carts;',
    ]);
  });
});

describe('compatible-migrations', () => {
  test.each([
    [{ 'helm.sh/hook': 'pre-install,pre-upgrade' }, 'open'],
    [{ 'argocd.argoproj.io/hook': 'PreSync' }, 'open'],
    [{ 'argocd.argoproj.io/sync-wave': '-1' }, 'open'],
    [{ 'helm.sh/hook': 'post-upgrade' }, 'failed'],
    [{ 'argocd.argoproj.io/hook': 'PostSync' }, 'failed'],
    [{}, 'failed'],
  ])('a migration with %j', (annotations, expected) => {
    expect(state('compatible-migrations', job(annotations))).toBe(expected);
  });

  test('after the release is an error, in no order a warning', () => {
    expect(judged('compatible-migrations', job({ 'helm.sh/hook': 'post-upgrade' })).level).toBe('error');
    expect(judged('compatible-migrations', job({})).level).toBe('warning');
  });

  test('in every copy: an init container, or before the process', () => {
    const init = [{ name: 'migrate', image: 'flyway/flyway:10', args: ['migrate'] }];
    const item = judged('compatible-migrations', deployment({ pod: { initContainers: init } }));
    expect(said(item, 'bad')[0]).toContain('every copy of Deployment shop/web changes the schema when it starts');
    const started = deployment({ container: { command: ['sh', '-c', 'alembic upgrade head && exec gunicorn'] } });
    expect(state('compatible-migrations', started)).toBe('failed');
  });

  test('statements that expand pass; nothing to see is asked', () => {
    expect(state('compatible-migrations', sql('ALTER TABLE orders ADD note text;'))).toBe('passed');
    expect(state('compatible-migrations', deployment())).toBe('open');
  });
});

describe('database-rollback', () => {
  const instance = (properties: object) => template({ Db: { Type: 'AWS::RDS::DBInstance', Properties: properties } });

  test('backups that are off', () => {
    expect(state('database-rollback', instance({ BackupRetentionPeriod: 0 }))).toBe('failed');
  });

  test('a backup is no plan: it is shown beside the question', () => {
    const item = judged('database-rollback', instance({ BackupRetentionPeriod: 7 }));
    expect(item.state).toBe('open');
    expect(said(item, 'seen')).toEqual(['AWS::RDS::DBInstance Db: it keeps automatic backups']);
    const table = (on: boolean) => ({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: on } });
    const dynamo = template({ T: { Type: 'AWS::DynamoDB::Table', Properties: table(true) } });
    expect(said(judged('database-rollback', dynamo), 'seen')).toHaveLength(1);
  });

  test('a job that dumps, an operator that backs up, a migration with a way back', () => {
    const dump = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'nightly' },
      spec: {
        schedule: '0 3 * * *',
        jobTemplate: {
          spec: { template: { spec: { containers: [{ name: 'x', image: 'postgres:16', command: ['pg_dump'] }] } } },
        },
      },
    };
    const cluster = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: 'db' },
      spec: { backup: { retentionPolicy: '30d' } },
    };
    const item = judged('database-rollback', [dump, cluster, sql('DROP TABLE a;', '1.down.sql')]);
    expect(said(item, 'seen')).toEqual([
      'Cluster db: its operator takes backups',
      'CronJob nightly: it takes backups',
      'ConfigMap migrations: a migration has a way back',
    ]);
  });
});

describe('ignored-database', () => {
  const image = { image: 'postgres:16.4' };

  test('a database that keeps its data in its pod', () => {
    expect(state('ignored-database', deployment({ kind: 'StatefulSet', container: image }), service())).toBe('failed');
    const spec = { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] };
    expect(state('ignored-database', deployment({ kind: 'StatefulSet', container: image, spec }))).toBe('passed');
  });

  test('a Deployment of a database is replaced by a second one on the same volume', () => {
    const pod = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
    expect(state('ignored-database', deployment({ container: image, pod }))).toBe('failed');
    const spec = { strategy: { type: 'Recreate' } };
    expect(state('ignored-database', deployment({ container: image, pod, spec }))).toBe('passed');
  });

  test('a table that goes with its stack', () => {
    const table = (DeletionPolicy?: string) =>
      template({ T: { Type: 'AWS::DynamoDB::Table', DeletionPolicy, Properties: {} } });
    expect(judged('ignored-database', table())).toMatchObject({ state: 'failed', level: 'warning' });
    expect(state('ignored-database', table('Retain'))).toBe('passed');
    const typed = (Type: string, Properties = {}) => template({ D: { Type, Properties } });
    expect(state('ignored-database', typed('AWS::RDS::DBInstance'))).toBe('passed');
    expect(state('ignored-database', typed('AWS::RDS::DBInstance', { DBClusterIdentifier: 'c' }))).toBe('open');
    expect(state('ignored-database', typed('AWS::DocDB::DBCluster'))).toBe('failed');
  });

  test('a connection without a migration is asked, and its secret is not shown', () => {
    const env = [{ name: 'DATABASE_URL', value: 'postgres://shop:hunter2@db/shop' }];
    const item = judged('ignored-database', deployment({ container: { env } }));
    expect(item.state).toBe('open');
    expect(said(item, 'unseen')[0]).toContain('it has a database (DATABASE_URL)');
    expect(JSON.stringify(item)).not.toContain('hunter2');
    expect(state('ignored-database', deployment({ container: { env } }), job({ 'helm.sh/hook': 'pre-upgrade' }))).toBe(
      'passed',
    );
  });
});
