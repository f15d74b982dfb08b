export { grafanaDashboard } from './dashboard';
export type { GrafanaDashboard } from './grafana';
