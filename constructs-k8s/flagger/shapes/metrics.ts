import { byKind, fields, flag, listOf, recordOf, required, type Shape, text, url } from '../../shared/shape';
import { cloudWatchVersion, datadogConvention, prometheusConvention } from '../../shared/shape/telemetry';
import type { CloudWatchMetrics, DatadogMetrics, PrometheusMetrics } from '../settings';
import { objectName } from './text';

/** Where guards are read. */
export const METRICS: Shape = byKind({
  prometheus: fields<Omit<PrometheusMetrics, 'kind'>>({
    address: required(url('http://prometheus.monitoring:9090')),
    convention: prometheusConvention,
    secret: objectName('prometheus'),
    headers: recordOf(listOf(text()), "{ 'X-Scope-OrgID': ['shop'] }"),
    insecure: flag,
  }),
  datadog: fields<Omit<DatadogMetrics, 'kind'>>({
    secret: required(objectName('datadog')),
    address: url('https://api.datadoghq.com'),
    convention: datadogConvention,
  }),
  cloudwatch: fields<Omit<CloudWatchMetrics, 'kind'>>({
    region: required(text({ example: 'eu-west-1' })),
    candidate: required(cloudWatchVersion),
    stable: cloudWatchVersion,
  }),
});
