import { type ContainerProps, Handler, Probe } from 'cdk8s-plus-27';

/** A container of which there is nothing to warn: what both ways have in common. */
export const CONTAINER: ContainerProps = {
  name: 'web',
  image: 'registry.example.com/shop/web:9.3.1',
  portNumber: 8080,
  readiness: Probe.fromHttpGet('/ready', { port: 8080 }),
  lifecycle: { preStop: Handler.fromCommand(['sleep', '10']) },
};
