import type { Part } from '../read/resource';

/** A container of a pod or of a task. */
export interface Container {
  readonly part: Part;
  readonly name: string;
  readonly image: string | undefined;
  /** Its command and arguments as one line. */
  readonly command: string;
  readonly ports: readonly { readonly number: number | undefined; readonly name: string | undefined }[];
}

const words = (part: Part): string[] =>
  part.text !== undefined ? [part.text] : part.items.map(({ value }) => String(value));

export function containerOf(part: Part): Container {
  return {
    part,
    name: part.at('name').text ?? '',
    image: part.at('image').text,
    command: [...words(part.at('command')), ...words(part.at('args'))].join(' '),
    ports: part.at('ports').items.map((port) => ({
      number: port.at('containerPort').number,
      name: port.at('name').text,
    })),
  };
}

export function taskContainerOf(part: Part): Container {
  return {
    part,
    name: part.at('Name').text ?? '',
    image: part.at('Image').text,
    command: [...words(part.at('EntryPoint')), ...words(part.at('Command'))].join(' '),
    ports: part.at('PortMappings').items.map((port) => ({
      number: port.at('ContainerPort').number,
      name: port.at('Name').text,
    })),
  };
}

/** Containers that people put beside their own, by image: nothing of the application is in them. */
const SIDECARS =
  /(?:^|\/)(?:proxyv2|envoy|envoyproxy|linkerd|cloud-sql-proxy|cloudsql-proxy|gce-proxy|datadog\/agent|fluent-?bit|fluentd|filebeat|promtail|vector|otel|opentelemetry|aws-xray|xray-daemon|aws-for-fluent-bit|amazon-cloudwatch-agent|vault|oauth2-proxy|configmap-reload|config(?:map)?-reloader|prometheus-config-reloader|pause|k8s-sidecar|jaeger-agent|.*-exporter)/i;

/** The image of a container that only holds the place of a pod. */
export const isPause = ({ image = '' }: Container): boolean => /(?:^|\/)pause(?::|@|$)/.test(image);

export const isSidecar = ({ image = '' }: Container): boolean => SIDECARS.test(image);

const DATABASES =
  /(?:^|\/)(?:postgres(?:ql)?|postgis|timescaledb|pgvector|mysql|mariadb|percona[\w-]*|mongo(?:db)?|mssql\/server|cockroach|cassandra|scylla|clickhouse-server|couchdb|neo4j|oracle\/database|influxdb|elasticsearch|opensearch)(?::|@|$)/i;

const STORES =
  /(?:^|\/)(?:redis[\w-]*|valkey|keydb|dragonfly|memcached|kafka|cp-kafka|rabbitmq|nats|zookeeper|etcd|minio|consul|vault)(?::|@|$)/i;

/** Servers that keep data by the port on which they listen, and by what their name or image says of them. */
const SERVERS: ReadonlyArray<readonly [number, RegExp, 'database' | 'store']> = [
  [5432, /postgres|pgsql|timescale/i, 'database'],
  [3306, /mysql|maria|percona|galera/i, 'database'],
  [27017, /mongo/i, 'database'],
  [1433, /mssql|sqlserver|sql-?data/i, 'database'],
  [1521, /oracle/i, 'database'],
  [9042, /cassandra|scylla/i, 'database'],
  [26257, /cockroach/i, 'database'],
  [6379, /redis|valkey|keydb|dragonfly/i, 'store'],
  [11211, /memcache/i, 'store'],
  [5672, /rabbit/i, 'store'],
  [9092, /kafka|redpanda/i, 'store'],
  [2181, /zoo|zk/i, 'store'],
  [2379, /etcd/i, 'store'],
];

const isServer = ({ image = '', name, ports }: Container, kind: 'database' | 'store'): boolean =>
  SERVERS.some(
    ([port, pattern, what]) =>
      what === kind && pattern.test(`${name} ${image}`) && ports.some(({ number }) => number === port),
  );

/** A server that keeps data, messages or a cache: its clients come back by themselves, and no load balancer drains it. */
export const isStore = (container: Container): boolean =>
  isDatabase(container) || STORES.test(container.image ?? '') || isServer(container, 'store');

/** A server that keeps data. */
export const isDatabase = (container: Container): boolean =>
  DATABASES.test(container.image ?? '') || isServer(container, 'database');
