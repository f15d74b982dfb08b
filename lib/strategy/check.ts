import type { Duration, Latency } from './duration';

/** What every check has. */
interface CheckBase {
  /**
   * How the check is called in findings and resources: lower case, digits and hyphens. Default: from its kind and place.
   * @pattern ^[a-z][a-z0-9-]{0,40}$
   */
  readonly name?: string;
  /** How long the check may take before it has failed. Default: `1m`. */
  readonly timeout?: Duration;
}

/** What an answer must be like. */
export interface HttpExpectation {
  /**
   * The status. Default: 200.
   * @asType integer
   * @minimum 100
   * @maximum 599
   */
  readonly status?: number;
  /**
   * Text that the body contains.
   * @minLength 1
   * @maxLength 1024
   */
  readonly body?: string;
  /** The slowest answer that is still good. */
  readonly within?: Latency;
}

/** Asks the new version over HTTP and looks at the answer. */
export interface HttpCheck extends CheckBase {
  readonly kind: 'http';
  /**
   * The path, on the new version's own address: `/health`.
   * @pattern ^/[^\s]{0,1023}$
   */
  readonly path: string;
  /** Default: `GET`. */
  readonly method?: 'GET' | 'HEAD' | 'POST';
  /** Headers of the request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the answer must be like. Default: status 200. */
  readonly expect?: HttpExpectation;
}

/** Calls a function of yours (an AWS Lambda function), which says whether the release may go on. */
export interface FunctionCheck extends CheckBase {
  readonly kind: 'function';
  /**
   * The function: a name that the construct's `functions` knows, or an ARN.
   * @minLength 1
   * @maxLength 256
   */
  readonly function: string;
}

/** Runs a container to its end; exit code 0 lets the release go on. */
export interface JobCheck extends CheckBase {
  readonly kind: 'job';
  /**
   * The container image.
   * @minLength 1
   * @maxLength 512
   */
  readonly image: string;
  /** What the container runs. Default: the image's own. */
  readonly command?: readonly string[];
  /** Environment variables of the container. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A test that runs once, at a given place of the release; when it fails, the release fails. */
export type Check = HttpCheck | FunctionCheck | JobCheck;

/** The checks around the traffic of every kind of strategy. */
export interface Checks {
  /** Before the new version gets any request. */
  readonly beforeTraffic?: readonly Check[];
  /** While the new version gets test traffic only. */
  readonly testTraffic?: readonly Check[];
  /** When the new version gets all requests, before the bake. */
  readonly afterTraffic?: readonly Check[];
}

/** Checks, as they are written in TypeScript: `Check.http({ path: '/health' })`. */
export const Check = {
  http: (spec: Omit<HttpCheck, 'kind'>): HttpCheck => ({ kind: 'http', ...spec }),
  function: (spec: Omit<FunctionCheck, 'kind'>): FunctionCheck => ({ kind: 'function', ...spec }),
  job: (spec: Omit<JobCheck, 'kind'>): JobCheck => ({ kind: 'job', ...spec }),
} as const;
