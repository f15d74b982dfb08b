import { formatDuration, secondsOf } from '../../lib/strategy';
import { UNPRIVILEGED } from '../shared/check-job';
import type { Labels, Manifest, ServicePort } from '../shared/manifest';
import { ANNOTATION, WAVE } from './deployments';
import type { ConfigMapManifest } from './manifest';
import { deployment, fingerprint, metadata, type Release, service } from './objects';
import { namesOf } from './settings';

/** What the page says when the strategy has no words. */
export const MESSAGE = 'We are at work on this service and will be back soon.';

/** The port of the page, which needs no privileges. */
const PORT = 8080;

/** Seconds that clients are told to wait when no downtime is expected. */
const RETRY_AFTER = 60;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

const html = (message: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Maintenance</title>
<style>body { font: 1.25rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto 0; padding: 0 1rem }</style>
<p>${escaped(message)}</p>
</html>
`;

/** Every request gets the page, with the status that tells crawlers, caches and clients to come back. */
const config = (retryAfter: number): string => `server {
  listen ${PORT};
  root /page;
  add_header Retry-After ${retryAfter} always;
  add_header Cache-Control no-store always;
  error_page 503 /maintenance.html;
  location = /maintenance.html { internal; }
  location / { return 503; }
}
`;

/** The labels of the page's pods. */
export const pageLabels = ({ options }: Release): Labels => ({ 'app.kubernetes.io/name': namesOf(options).page });

/** The ports of a Service whose requests the page answers. */
export const pagePorts = (
  ports: readonly [ServicePort, ...ServicePort[]],
): readonly [ServicePort, ...ServicePort[]] => {
  const [first, ...others] = ports;
  const toPage = (port: ServicePort): ServicePort => ({ ...port, targetPort: PORT });
  return [toPage(first), ...others.map(toPage)];
};

/** The maintenance page: it always runs, so that it answers as soon as a Service points to it. */
export function pageOf(release: Release): readonly Manifest[] {
  const { plan, options, settings } = release;
  const { page } = namesOf(options);
  const { message = MESSAGE, expected } = plan.maintenance ?? {};
  const labels = pageLabels(release);
  const seconds = expected === undefined ? RETRY_AFTER : secondsOf(expected);
  const data = { 'default.conf': config(seconds), 'maintenance.html': html(message) };
  const files: ConfigMapManifest = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(release, page, { wave: WAVE.first }),
    data,
  };
  const downtime = expected !== undefined && { [ANNOTATION.downtime]: formatDuration(seconds) };
  const running = deployment(
    release,
    page,
    { wave: WAVE.first, ...(downtime && { annotations: downtime }) },
    {
      replicas: 1,
      selector: labels,
      template: {
        metadata: { labels, annotations: { [ANNOTATION.page]: fingerprint(data) } },
        spec: {
          automountServiceAccountToken: false,
          containers: [
            {
              name: 'page',
              image: settings.pageImage,
              ports: [{ containerPort: PORT }],
              readinessProbe: { tcpSocket: { port: PORT }, periodSeconds: 2 },
              resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
              securityContext: { ...UNPRIVILEGED, runAsUser: 101 },
              volumeMounts: [
                { name: 'files', mountPath: '/etc/nginx/conf.d/default.conf', subPath: 'default.conf', readOnly: true },
                { name: 'files', mountPath: '/page/maintenance.html', subPath: 'maintenance.html', readOnly: true },
                { name: 'scratch', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: [
            { name: 'files', configMap: { name: page } },
            { name: 'scratch', emptyDir: {} },
          ],
        },
      },
    },
  );
  return [running, files, service(release, page, labels, {}, [{ name: 'http', port: 80, targetPort: PORT }])];
}
