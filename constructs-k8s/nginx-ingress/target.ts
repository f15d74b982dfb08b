import { checkedTarget, type Target } from '../../lib/fidelity';
import { optionsOf } from '../shared/options';
import { POD_HASH } from '../shared/pod-hash';
import { emit, type NginxEmitOptions, type NginxFragment } from './emit';
import { NGINX_LIMITS } from './limits';
import { NGINX_RUNBOOK } from './runbook';
import { trace } from './trace';

/** ingress-nginx alone: the canary annotations of an Ingress, phase by phase, moved by people. */
export const nginxIngress: Target<NginxFragment, NginxEmitOptions> = checkedTarget<NginxFragment, NginxEmitOptions>(
  {
    id: 'nginx-ingress',
    title: 'ingress-nginx',
    format: 'yaml',
    limits: NGINX_LIMITS,
    emit,
    trace,
    runbook: NGINX_RUNBOOK,
    prometheus: { convention: 'http', versions: { candidate: 'canary-[^-]+', stable: POD_HASH } },
  },
  optionsOf('NginxEmitOptions'),
);
