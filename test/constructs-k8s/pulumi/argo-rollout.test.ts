import * as pulumi from '@pulumi/pulumi';
import { ArgoRollout } from '../../../constructs-k8s/pulumi';
import { Guard, Strategy } from '../../../lib/strategy';
import { objectsOf, run } from '../../support/pulumi';

test('x', async () => {
  const ran = await run(() => {
    const image = pulumi.output('shop/web:1');
    new ArgoRollout('front', {
      metadata: { name: 'web', namespace: pulumi.output('shop') },
      strategy: Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], guards: [Guard.errorRate({ max: '1%' })] }),
      router: { kind: 'istio', hosts: [pulumi.output('shop.example.com')] },
      metrics: { kind: 'prometheus', address: pulumi.interpolate`http://prometheus.${'x'}:9090` },
      template: { spec: { containers: [{ name: 'web', image, ports: [{ containerPort: 8080 }] }] } },
    });
  });
  console.log(JSON.stringify(ran, null, 1));
  expect(objectsOf(ran)).toHaveLength(5);
});
