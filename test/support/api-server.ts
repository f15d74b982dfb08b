import { problemsOf } from './kubernetes';

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const VALUE = /^(?=.{0,63}$)([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const KEY = /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

type Fields = Readonly<Record<string, unknown>>;

const isPort = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65_535;
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

const labels = (value: unknown): boolean =>
  Object.entries(value as Fields).every(([key, text]) => KEY.test(key) && typeof text === 'string' && VALUE.test(text));
const keys = (value: unknown): boolean => Object.keys(value as Fields).every((key) => KEY.test(key));

/** What the API server looks at in a field of this name, wherever it stands, beyond its schema. */
const RULES: Readonly<Record<string, (value: unknown) => boolean>> = {
  namespace: (value) => LABEL.test(String(value)),
  matchLabels: labels,
  labels,
  annotations: keys,
  containerPort: isPort,
  number: isPort,
  port: (value) => typeof value !== 'number' || isPort(value),
  targetPort: (value) => typeof value !== 'number' || isPort(value),
  replicas: isCount,
  minReplicas: isPort,
  maxReplicas: isPort,
  revisionHistoryLimit: isCount,
  minReadySeconds: isCount,
  activeDeadlineSeconds: isPort,
  terminationGracePeriodSeconds: isCount,
  image: (value) => typeof value === 'string' && /^\S+$/.test(value),
  serviceAccountName: (value) => NAME.test(String(value)),
  serviceName: (value) => LABEL.test(String(value)),
};

/** What is below is not for the API server: the configuration of a plugin, a metric of CloudWatch, labels of alerts. */
const FOREIGN = /\/(plugins|metric|rules)$/;

function* broken(node: unknown, path: string): Generator<string> {
  if (typeof node !== 'object' || node === null || FOREIGN.test(path)) return;
  for (const [key, value] of Object.entries(node)) {
    const isGood = RULES[key]?.(value) ?? true;
    if (!isGood) yield `${path}/${key}: ${JSON.stringify(value)}`;
    yield* broken(value, `${path}/${key}`);
  }
}

/** What the API server would refuse in manifests: their schemas where we have them, names, labels, ports and counts. */
export const refusedByServer = (manifests: readonly unknown[]): string[] =>
  manifests.flatMap((manifest) => {
    const { kind, metadata = {} } = manifest as { kind: string; metadata?: { name?: unknown } };
    const name = kind === 'Service' || kind === 'Deployment' ? LABEL : NAME;
    // Google Cloud names automations by their pipelines.
    const isNamed = kind === 'Config' || kind === 'Automation' || name.test(String(metadata.name));
    return [
      ...problemsOf(manifest).filter((problem) => !problem.startsWith(': no schema')),
      ...(isNamed ? [] : [`/metadata/name: ${metadata.name}`]),
      ...broken(manifest, ''),
    ].map((problem) => `${kind} ${problem}`);
  });
