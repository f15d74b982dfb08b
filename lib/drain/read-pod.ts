import { type ContainerNumbers, KUBERNETES, type PodNumbers, type PreStopNumbers, type ProbeNumbers } from './numbers';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fields = (value: unknown): Fields => (isFields(value) ? value : {});
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function asked({ httpGet, tcpSocket, grpc, exec }: Fields): string {
  if (isFields(httpGet)) return `GET ${httpGet.path ?? '/'} on ${httpGet.port}`;
  if (isFields(tcpSocket)) return `port ${tcpSocket.port}`;
  if (isFields(grpc)) return `gRPC ${grpc.service ?? ''} on ${grpc.port}`;
  return texts(fields(exec).command).join(' ');
}

function readProbe(value: unknown): ProbeNumbers | undefined {
  if (!isFields(value)) return undefined;
  const { probe } = KUBERNETES;
  return {
    initialDelay: number(value.initialDelaySeconds, probe.initialDelay),
    period: number(value.periodSeconds, probe.period),
    timeout: number(value.timeoutSeconds, probe.timeout),
    successes: number(value.successThreshold, probe.successes),
    failures: number(value.failureThreshold, probe.failures),
    asks: asked(value),
  };
}

/** A command that only sleeps: `sleep 5`, also in a shell. */
const SLEEP = /^(?:(?:\/\S*\/)?(?:ba|da)?sh -\w*c )?(?:\/\S*\/)?sleep (\d+)s?$/;

function readPreStop(value: unknown): PreStopNumbers | undefined {
  if (!isFields(value)) return undefined;
  if (isFields(value.sleep)) return { kind: 'sleep', seconds: number(value.sleep.seconds, 0) };
  const slept = SLEEP.exec(texts(fields(value.exec).command).join(' '));
  return slept === null ? { kind: 'other' } : { kind: 'exec', seconds: Number(slept[1]) };
}

function readContainer(container: Fields): ContainerNumbers {
  const readiness = readProbe(container.readinessProbe);
  const liveness = readProbe(container.livenessProbe);
  const startup = readProbe(container.startupProbe);
  const preStop = readPreStop(fields(container.lifecycle).preStop);
  return {
    name: String(container.name),
    serves: list(container.ports).length > 0,
    ...(readiness && { readiness }),
    ...(liveness && { liveness }),
    ...(startup && { startup }),
    ...(preStop && { preStop }),
  };
}

/** The numbers of a pod template (or of a Pod), whoever wrote it. */
export function readPod(template: { readonly spec?: unknown }): PodNumbers {
  const spec = fields(template.spec);
  return {
    containers: list(spec.containers).map(readContainer),
    gracePeriod: number(spec.terminationGracePeriodSeconds, KUBERNETES.gracePeriod),
    hasReadinessGate: list(spec.readinessGates).length > 0,
    spread: list(spec.topologySpreadConstraints).map(({ topologyKey, matchLabelKeys }) => ({
      topologyKey: String(topologyKey),
      matchLabelKeys: texts(matchLabelKeys),
    })),
  };
}
