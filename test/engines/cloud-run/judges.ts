import Ajv, { type ValidateFunction } from 'ajv';
import type { CloudRunFragment } from '../../../constructs-k8s/cloud-run';
import type { Labels } from '../../../constructs-k8s/shared/manifest';
import { published } from '../setup';
import { annotationsOf, type Discovery, schemaOf } from './discovery';

type Fields = Readonly<Record<string, unknown>>;

/** A file of `gcloud deploy apply`, or the Service. */
interface File {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Labels };
}

/** Seconds of a wait: files have whole minutes, and the API has seconds. */
const inSeconds = (key: string, value: unknown): unknown =>
  key === 'wait' && typeof value === 'string' && /^\d+m$/.test(value) ? `${Number(value.slice(0, -1)) * 60}s` : value;

/** A file as the API takes it: with what lies in `metadata` among the other fields. The name of an Automation is that of the pipeline too. */
function resourceOf({ apiVersion: _, kind, metadata, ...rest }: File): object {
  const { name, ...others } = metadata;
  const all = { ...rest, ...others, ...(kind === 'Automation' ? {} : { name }) };
  return JSON.parse(JSON.stringify(all), inSeconds);
}

/** The project, which Skaffold writes into a Service as its namespace when it deploys it. Source: its pkg/skaffold/deploy/cloudrun/deploy.go. */
const PROJECT = { namespace: 'shop' };

/** What Google publishes of Cloud Run, Cloud Deploy and Skaffold, as judges of files. */
export class Published {
  readonly #run = published<Discovery>('google-apis', 'run.json');
  readonly #deploy = published<Discovery>('google-apis', 'clouddeploy.json');
  readonly #ajv = new Ajv({ allErrors: true, strict: false });
  readonly #known = new Map<string, ValidateFunction>();

  /** What is wrong with a Service of Cloud Run. */
  service(service: object): readonly string[] {
    const { metadata, spec } = service as File & {
      readonly spec: { readonly template: { readonly metadata?: { readonly annotations?: Labels } } };
    };
    const template = { ...spec.template, metadata: { ...PROJECT, ...spec.template.metadata } };
    const deployed = { ...service, metadata: { ...PROJECT, ...metadata }, spec: { ...spec, template } };
    return [
      ...this.#problems('Service', () => schemaOf(this.#run, 'Service'), deployed),
      ...this.#annotations('Service', metadata.annotations),
      ...this.#annotations('Revision', spec.template.metadata?.annotations),
    ];
  }

  /** What is wrong with a DeliveryPipeline, a Target or an Automation. */
  deploy(file: object): readonly string[] {
    const { kind } = file as File;
    return this.#problems(kind, () => schemaOf(this.#deploy, kind), resourceOf(file as File));
  }

  /** What is wrong with `skaffold.yaml`. */
  skaffold(file: object): readonly string[] {
    return this.#problems('skaffold.yaml', () => published<Fields>('skaffold', 'v4beta12.json'), file);
  }

  /** What is wrong with everything that is emitted for a release. */
  release({ service, pipeline, targets, automation, skaffold }: CloudRunFragment): readonly string[] {
    const files = [pipeline, ...targets, ...(automation === undefined ? [] : [automation])];
    return [...this.service(service), ...files.flatMap((file) => this.deploy(file)), ...this.skaffold(skaffold)];
  }

  #annotations(resource: string, annotations: Labels = {}): readonly string[] {
    const known = annotationsOf(this.#run, resource);
    return Object.keys(annotations).flatMap((name) =>
      known.includes(name) ? [] : `${resource}: ${name} is no annotation of Cloud Run`,
    );
  }

  #problems(title: string, schema: () => object, document: object): readonly string[] {
    const validate = this.#known.get(title) ?? this.#ajv.compile(schema());
    this.#known.set(title, validate);
    if (validate(document)) return [];
    // Skaffold's schema is one of a list of one: what is wrong is said of its member too.
    const own = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf');
    return own.map(({ instancePath, message = '', params }) =>
      `${title} ${instancePath}: ${message} ${params.additionalProperty ?? ''}`.trimEnd(),
    );
  }
}
