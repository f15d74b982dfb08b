import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigMapManifest } from '../../../constructs-k8s/workload/manifest';
import { Strategy } from '../../../lib/strategy';
import { bench, Daemon, describeWith, freePort, saw, until } from '../cluster';
import { program } from '../setup';
import { emitted } from './emitted';

const message = 'Back at <six> & not before';
const strategy = Strategy.recreate({ maintenance: { message, expected: '15m' } });

describeWith(['nginx'], 'The maintenance page', () => {
  let folder: string;
  let nginx: Daemon;
  let address: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cutover-page-'));
    // The workers of nginx are nobody, where it is started by root.
    chmodSync(folder, 0o755);
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const files = emitted(strategy).find(({ kind }) => kind === 'ConfigMap') as ConfigMapManifest;
    writeFileSync(join(folder, 'maintenance.html'), files.data['maintenance.html'] ?? '');
    // Where the files lie and the port are the container's; everything else is as it is emitted.
    const server = (files.data['default.conf'] ?? '')
      .replace('root /page;', `root ${folder};`)
      .replace('listen 8080;', `listen 127.0.0.1:${port};`);
    const main = [
      `pid ${folder}/nginx.pid;`,
      `error_log ${folder}/error.log;`,
      'events {}',
      `http { types { text/html html; } access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;`,
      `fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;`,
      `${server} }`,
    ];
    writeFileSync(join(folder, 'nginx.conf'), main.join('\n'));
    nginx = Daemon.start(bench().folder, 'nginx-page', program('nginx'), {
      args: ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log'), '-g', 'daemon off;'],
    });
    await until('nginx answers', () => fetch(address), Boolean, { within: 10, explain: () => nginx.tail() });
  });
  afterAll(async () => {
    await nginx.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(['/', '/cart?item=1', '/index.html', '/api/v1/orders'])(
    'answers %s with 503, the message, and when to come back',
    async (path) => {
      const answer = await fetch(`${address}${path}`);
      expect(answer.status).toBe(503);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'retry-after': '900',
        'cache-control': 'no-store',
        'content-type': 'text/html',
      });
      expect(await answer.text()).toContain('<p>Back at &lt;six&gt; &amp; not before</p>');
      saw({ target: 'kubernetes', engine: 'nginx' }, 'maintenance');
    },
  );

  test('answers what is posted in the same way', async () => {
    const answer = await fetch(`${address}/orders`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(503);
  });
});
