import type { Part } from '../read/resource';
import type { App } from './app';

const RULES = ['PrometheusRule', 'VMRule', 'Rules', 'ClusterRules', 'GlobalRules'] as const;
const OWNERS = /^(?:monitoring\.coreos\.com|operator\.victoriametrics\.com|monitoring\.googleapis\.com)$/;

/** Rules of Prometheus and its relatives that call somebody. */
export const alertsIn = (app: App): readonly Part[] =>
  app
    .of(RULES, OWNERS)
    .flatMap((part) => part.at('spec', 'groups').items)
    .flatMap((group) => group.at('rules').items)
    .filter((rule) => rule.at('alert').isThere);

/** Monitors that other vendors' operators make. */
export const monitorsIn = (app: App): readonly Part[] => [
  ...app.of(['DatadogMonitor', 'DatadogSLO'], /^datadoghq\.com$/),
  ...app.of(['GrafanaAlertRuleGroup'], /grafana/),
  ...app.of(['PrometheusServiceLevel'], /^sloth\.slok\.dev$/),
  ...app.of(['ServiceLevelObjective'], /^(?:pyrra\.dev|openslo\.com)$/),
  ...app.of(['AlertPolicy'], /newrelic|openslo/),
];

/** What collects numbers, and by itself calls nobody. */
export const collectorsIn = (app: App): readonly Part[] => [
  ...app.of(['ServiceMonitor', 'PodMonitor', 'VMServiceScrape', 'VMPodScrape', 'PodMonitoring'], OWNERS),
  ...app.workloads.flatMap((one) => (one.platform === 'kubernetes' ? scrapes(one.part) : [])),
];

function scrapes(part: Part): Part[] {
  const scrape = part.at('spec', 'template', 'metadata', 'annotations', 'prometheus.io/scrape');
  return scrape.isTrue ? [scrape] : [];
}
