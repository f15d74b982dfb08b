import { duration, type Fields, fields, recordOf, required, url } from '../../shared/shape';
import { SURROUNDINGS } from '../../shared/shape/surroundings';
import type { FlaggerSettings, Gate } from '../settings';
import { METRICS } from './metrics';
import { PROVIDER } from './provider';

const webhook = url('http://flagger-loadtester.flagger-system');

/** What a target is made with. */
export const SETTINGS: Fields<FlaggerSettings> = {
  ...SURROUNDINGS,
  provider: PROVIDER,
  metrics: METRICS,
  interval: duration('1m'),
  loadtester: webhook,
  gate: fields<Gate>({ confirm: required(url('http://approvals/shop')), rollback: url('http://approvals/shop/no') }),
  functions: recordOf(webhook, "{ smoke: 'http://smoke-tests/run' }"),
};
