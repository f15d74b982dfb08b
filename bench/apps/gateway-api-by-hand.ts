import { ApiObject, type Chart } from 'cdk8s';
import { cdk8sCase } from './cdk8s';

export function addService(chart: Chart): void {
  new ApiObject(chart, 'Route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web' },
    spec: {
      parentRefs: [{ name: 'public', namespace: 'infra', sectionName: 'https' }],
      hostnames: ['shop.example.com'],
      rules: [
        {
          name: 'primary',
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [
            { name: 'web', port: 80, weight: 95 },
            { name: 'web-canary', port: 80, weight: 5 },
          ],
        },
      ],
    },
  });
}

export const { synthesize } = cdk8sCase(addService);
