import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { program } from '../setup';
import { Api } from './api';
import { Daemon } from './daemon';
import { type Access, writeKubeconfig } from './kubeconfig';
import { freePorts } from './port';
import { STAGES } from './stages';
import { until } from './until';

/** Two nodes are enough for a scheduler to have a choice. */
const NODES = ['node-1', 'node-2'];

/**
 * Starts etcd, the API server, the controllers, the scheduler and the fake nodes on free ports of the loopback, with keys and a
 * token made on the spot. Gives how to reach it when its nodes are ready.
 */
export async function startControlPlane(folder: string): Promise<{ access: Access; kubeconfig: string }> {
  const [etcdPort = 0, peerPort = 0, apiPort = 0] = await freePorts(3);
  const secrets = makeSecrets(folder);
  startEtcd(folder, etcdPort, peerPort);
  startApiServer(folder, etcdPort, apiPort, secrets);
  const access = await answering(folder, { server: `https://127.0.0.1:${apiPort}`, token: secrets.token });
  const kubeconfig = join(folder, 'kubeconfig');
  writeKubeconfig(kubeconfig, access);
  startControllers(folder, kubeconfig, secrets);
  await makeNodes(access);
  return { access, kubeconfig };
}

interface Secrets {
  readonly token: string;
  readonly tokens: string;
  readonly key: string;
  readonly publicKey: string;
}

function makeSecrets(folder: string): Secrets {
  const at = (name: string) => join(folder, name);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const secrets = {
    token: randomBytes(24).toString('hex'),
    tokens: at('tokens.csv'),
    key: at('sa.key'),
    publicKey: at('sa.pub'),
  };
  writeFileSync(secrets.tokens, `${secrets.token},bench,bench,"system:masters"\n`, { mode: 0o600 });
  writeFileSync(secrets.key, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  writeFileSync(secrets.publicKey, publicKey.export({ type: 'spki', format: 'pem' }));
  return secrets;
}

function startEtcd(folder: string, port: number, peerPort: number): void {
  const data = join(folder, 'etcd');
  mkdirSync(data, { mode: 0o700 });
  const client = `http://127.0.0.1:${port}`;
  const peer = `http://127.0.0.1:${peerPort}`;
  Daemon.start(folder, 'etcd', program('etcd'), {
    args: [
      `--data-dir=${data}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--unsafe-no-fsync',
    ],
  });
}

function startApiServer(folder: string, etcdPort: number, port: number, { tokens, key, publicKey }: Secrets): void {
  Daemon.start(folder, 'kube-apiserver', program('kube-apiserver'), {
    args: [
      `--etcd-servers=http://127.0.0.1:${etcdPort}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      '--endpoint-reconciler-type=none',
      `--secure-port=${port}`,
      `--cert-dir=${join(folder, 'certificates')}`,
      `--token-auth-file=${tokens}`,
      '--authorization-mode=RBAC',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-signing-key-file=${key}`,
      `--service-account-key-file=${publicKey}`,
    ],
  });
}

/** The access with the certificate that the server has made for itself, once it answers. */
async function answering(folder: string, { server, token }: Access): Promise<Access> {
  const daemon = Daemon.of(folder, 'kube-apiserver');
  const explain = () => daemon.tail();
  const file = join(folder, 'certificates', 'apiserver.crt');
  const ca = await until('the API server has a certificate', () => readFileSync(file, 'utf8'), Boolean, { explain });
  const access = { server, ca, token };
  await serving(access, explain);
  return access;
}

/** Waits until an API server takes requests. */
export async function serving(access: Access, explain?: () => string): Promise<void> {
  const api = new Api(access);
  await until(
    'the API server is ready',
    () => api.call<string>('/readyz'),
    (answer) => answer === 'ok',
    { explain },
  );
  api.close();
}

function startControllers(folder: string, kubeconfig: string, { key }: Secrets): void {
  const common = [`--kubeconfig=${kubeconfig}`, '--leader-elect=false', '--secure-port=0'];
  Daemon.start(folder, 'kube-controller-manager', program('kube-controller-manager'), {
    // A fake node sends no heartbeat, and none is to be taken for dead.
    args: [...common, `--service-account-private-key-file=${key}`, '--node-monitor-grace-period=24h'],
  });
  Daemon.start(folder, 'kube-scheduler', program('kube-scheduler'), { args: common });
  const stages = join(folder, 'stages.yaml');
  writeFileSync(stages, STAGES.map((stage) => stringify(stage)).join('---\n'));
  Daemon.start(folder, 'kwok', program('kwok'), {
    args: [`--kubeconfig=${kubeconfig}`, `--config=${stages}`, '--manage-all-nodes=true'],
  });
}

async function makeNodes(access: Access): Promise<void> {
  const api = new Api(access);
  for (const name of NODES) {
    await api.call('/api/v1/nodes', { method: 'POST', body: { apiVersion: 'v1', kind: 'Node', metadata: { name } } });
  }
  await until(
    'the nodes are ready and a namespace has its service account',
    () => api.call('/api/v1/namespaces/default/serviceaccounts/default'),
    Boolean,
  );
  api.close();
}
