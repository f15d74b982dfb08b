import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { Strategy } from 'cutover';
import { ArgoRollout } from 'cutover/pulumi';

const strategy = Strategy.fromYaml(readFileSync(join(__dirname, '../strategies/web.yaml'), 'utf8'));
const config = new pulumi.Config();

const shop = new k8s.core.v1.Namespace('shop', { metadata: { name: 'shop' } });
const settings = new k8s.core.v1.ConfigMap('settings', {
  metadata: { namespace: shop.metadata.name },
  data: { REGION: 'eu' },
});

/** The shop's front: the strategy of examples/web, to the letter, for a program that knows some things only when it runs. */
const web = new ArgoRollout('web', {
  metadata: { namespace: shop.metadata.name },
  strategy,
  replicas: 10,
  audienceCapacity: 10,
  router: { kind: 'istio', hosts: ['shop.example.com'], gateways: ['istio-ingress/shop'] },
  metrics: { kind: 'prometheus', address: config.require('prometheus') },
  // A person lets the staff's version out to the customers; whoever deploys has a working day for it.
  wait: '10h',
  template: {
    spec: {
      securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000 },
      containers: [
        {
          name: 'web',
          image: config.require('image'),
          ports: [{ containerPort: 8080 }],
          envFrom: [{ configMapRef: { name: settings.metadata.name } }],
          readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 5 },
          livenessProbe: { httpGet: { path: '/live', port: 8080 } },
          resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '1', memory: '512Mi' } },
        },
      ],
    },
  },
});

export const services = pulumi.all(Object.values(web.services).map(({ metadata }) => metadata.name));
