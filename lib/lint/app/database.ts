import { type Part, textsIn } from '../read/resource';
import type { App } from './app';
import { isDatabase } from './container';
import { type Variable, variablesIn } from './environment';
import type { When } from './jobs';
import { hasDown, isDownFile, looksLikeSql } from './sql';
import type { PodWorkload } from './workloads';

/** Something that changes a schema. */
export interface Migration {
  readonly part: Part;
  readonly title: string;
  readonly when: When | 'start' | 'operator' | 'task';
}

/** SQL that was found, and whether it is the way back. */
export interface Script {
  readonly part: Part;
  readonly text: string;
  readonly isDown: boolean;
  /** It has a part that goes back. */
  readonly hasDown: boolean;
}

const MIGRATES =
  /(?:^|[^a-z])(?:migrat(?:e|es|ion|ions|or)|flyway|liquibase|alembic|goose|dbmate|sqitch|db:(?:migrate|push)|ecto\.migrate)(?:[^a-z]|$)/i;

const OPERATORS = /^(?:db\.atlasgo\.io|schemas\.schemahero\.io|databases\.schemahero\.io)$/;

/** What changes a schema, as far as names, images and commands tell. */
export function migrationsIn(app: App): Migration[] {
  const jobs = app.jobs
    .filter(({ when }) => when !== 'timetable' && when !== 'test')
    .flatMap(({ part, title, when, said, containers }): Migration[] => {
      const own = when === 'init' ? '' : part.resource.name;
      const found = containers.find(({ name, image = '', command }) =>
        MIGRATES.test([own, name, image, command].join(' ')),
      );
      if (found === undefined) return [];
      return [{ title, when, part: when === 'init' ? found.part : said.isThere ? said : found.part }];
    });
  const starts = app.workloads.flatMap((workload): Migration[] =>
    workload.platform === 'lambda'
      ? []
      : workload.containers
          .filter(({ command }) => MIGRATES.test(command) && /&&|;/.test(command))
          .map(({ part }) => ({
            part: part.at('command').isThere ? part.at('command') : part,
            title: workload.title,
            when: 'start',
          })),
  );
  const served = new Set(
    app.workloads.flatMap((one) => (one.platform === 'ecs' && one.task ? [one.task.resource] : [])),
  );
  const tasks = app
    .of('AWS::ECS::TaskDefinition')
    .filter(({ resource }) => !served.has(resource))
    .flatMap((part): Migration[] => {
      const containers = part.at('Properties', 'ContainerDefinitions');
      const found = [...textsIn(containers), part.at('Properties', 'Family')].find(({ text }) =>
        MIGRATES.test(text ?? ''),
      );
      return found === undefined ? [] : [{ part: found, title: part.resource.title, when: 'task' }];
    });
  const operators = app.resources
    .filter(({ group }) => OPERATORS.test(group))
    .flatMap(({ kind, group }) => app.of(kind, new RegExp(`^${group.replace(/\./g, '\\.')}$`)))
    .map((part): Migration => ({ part, title: part.resource.title, when: 'operator' }));
  return [...jobs, ...starts, ...tasks, ...new Set(operators)];
}

/** SQL in ConfigMaps, in resources of Atlas, and in the commands of jobs. */
export function scriptsIn(app: App): Script[] {
  const maps = app.of('ConfigMap').flatMap((part) => part.at('data').entries);
  const atlas = app.of('AtlasMigration', OPERATORS).flatMap((part) => part.at('spec', 'dir', 'local').entries);
  const files = [...maps, ...atlas].flatMap(([name, part]): Script[] => {
    const text = part.text ?? '';
    if (!looksLikeSql(text) || !(/\.sql$/i.test(name) || atlas.some(([, one]) => one === part))) return [];
    return [{ part, text, isDown: isDownFile(name.replace(/\.sql$/i, '')), hasDown: hasDown(text) }];
  });
  const commands = app.jobs
    .flatMap(({ containers }) => containers)
    .filter(({ command }) => looksLikeSql(command))
    .flatMap(({ part, command }): Script[] => {
      const text = /-c\s+([\s\S]+)$/.exec(command)?.[1] ?? command;
      const place = [part.at('args'), part.at('command')].find(({ isThere }) => isThere) ?? part;
      return [{ part: place, text: text.replace(/^["']|["']$/g, ''), isDown: false, hasDown: false }];
    });
  return [...files, ...commands];
}

const MANAGED = [
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DocDB::DBCluster',
  'AWS::Neptune::DBCluster',
] as const;

/** Databases that AWS runs. */
export const managedDatabases = (app: App): readonly Part[] => app.of(MANAGED);

const OPERATED =
  /^(?:postgresql\.cnpg\.io|acid\.zalan\.do|pxc\.percona\.com|psmdb\.percona\.com|mongodbcommunity\.mongodb\.com|postgres-operator\.crunchydata\.com|k8s\.mariadb\.com|mysql\.oracle\.com)$/;
const OPERATED_KINDS =
  /^(?:Cluster|postgresql|PerconaXtraDBCluster|PerconaServerMongoDB|MongoDBCommunity|PostgresCluster|MariaDB|InnoDBCluster)$/;

/** Databases that an operator runs in the cluster. */
export const operatedDatabases = (app: App): readonly Part[] =>
  [
    ...new Set(
      app.resources
        .filter(({ group, kind }) => OPERATED.test(group) && OPERATED_KINDS.test(kind))
        .map(({ kind }) => kind),
    ),
  ].flatMap((kind) => app.of(kind, OPERATED));

/** Databases in pods that these files run themselves. */
export const ownDatabases = (app: App): readonly PodWorkload[] =>
  app.workloads.filter((one): one is PodWorkload => one.platform === 'kubernetes' && one.containers.some(isDatabase));

const CONNECTION =
  /^(?:[A-Z0-9]+_)*(?:DATABASE_(?:URL|HOST|NAME|URI)|DB_(?:HOST|URL|NAME|DSN|SERVER|ENDPOINT|CONNECTION)|PG(?:HOST|DATABASE)|POSTGRES(?:QL)?_(?:HOST|URL|URI|DB|SERVER)|MYSQL_(?:HOST|URL|DATABASE|SERVER)|MARIADB_HOST|MONGO(?:DB)?_(?:URL|URI|HOST)|DATASOURCE_URL|SQLALCHEMY_DATABASE_URI|JDBC_URL|TABLE_NAME)$/;

/** Variables that tell a process where its database is. */
export const connections = (app: App): readonly Variable[] =>
  variablesIn(app).filter(({ name }) => CONNECTION.test(name));
