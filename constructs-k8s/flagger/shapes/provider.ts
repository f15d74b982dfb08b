import { byKind, type FieldsShape, fields, listOf, required, type Shape, text } from '../../shared/shape';
import type { ParentReference } from '../manifest';
import type { ProviderKind } from '../providers';
import type { ApisixProvider, AppMeshProvider, GatewayApiProvider, IngressProvider, IstioProvider } from '../settings';
import { host, label, objectName, port } from './text';

const gateway = text({
  says: 'a Gateway as name or namespace/name',
  example: 'infra/gateway',
  is: (name) => /^[^\s/]+(\/[^\s/]+)?$/.test(name),
});

const parent = fields<ParentReference>({
  name: required(objectName('gateway')),
  namespace: label('infra'),
  sectionName: text({ example: 'http' }),
  group: text({ example: 'gateway.networking.k8s.io' }),
  kind: text({ example: 'Gateway' }),
  port,
});

const nothing = fields<object>({});
const ingress = fields<Omit<IngressProvider, 'kind'>>({ ingress: objectName('web') });

const KINDS: Readonly<Record<ProviderKind, FieldsShape>> = {
  istio: fields<Omit<IstioProvider, 'kind'>>({ gateways: listOf(gateway), hosts: listOf(host) }),
  gatewayapi: fields<Omit<GatewayApiProvider, 'kind'>>({ gateways: required(listOf(parent, 1)), hosts: listOf(host) }),
  kubernetes: nothing,
  linkerd: nothing,
  nginx: ingress,
  skipper: ingress,
  apisix: fields<Omit<ApisixProvider, 'kind'>>({ route: objectName('web') }),
  appmesh: fields<Omit<AppMeshProvider, 'kind'>>({ mesh: required(text({ example: 'shop' })) }),
  traefik: nothing,
  contour: nothing,
  gloo: nothing,
  kuma: nothing,
  knative: nothing,
};

/** What moves the traffic. */
export const PROVIDER: Shape = byKind(KINDS);
