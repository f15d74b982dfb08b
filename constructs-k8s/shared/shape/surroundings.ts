import type { HealthCheck, LoadBalancer, Surroundings } from '../../../lib/drain';
import { type Fields, fields, required } from './fields';
import { number, text, whole, word } from './leaf';

const loadBalancer = fields<LoadBalancer>({
  targets: required(word(['pods', 'nodes', 'localNodes'])),
  healthCheck: fields<HealthCheck>({
    interval: required(number(0, 10)),
    timeout: number(0, 5),
    healthy: whole(1),
    unhealthy: whole(1),
  }),
  takesOut: number(0, 30),
  deregistrationDelay: number(0, 300),
});

/** Where pods run. */
export const SURROUNDINGS: Fields<Surroundings> = {
  loadBalancer,
  kubernetes: text({
    says: 'a version of Kubernetes such as 1.30',
    example: '1.30',
    is: (version) => /^1\.\d+$/.test(version),
  }),
};
