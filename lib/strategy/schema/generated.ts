// Made by `npm run generate` from lib/strategy/types.ts; do not edit.
import type { JsonSchema } from './json-schema';

export const STRATEGY_SCHEMA: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://unpkg.com/cutover/schema/strategy.schema.json',
  title: 'Cutover strategy',
  anyOf: [
    { $ref: '#/definitions/RecreateStrategy' },
    { $ref: '#/definitions/RollingStrategy' },
    { $ref: '#/definitions/BlueGreenStrategy' },
    { $ref: '#/definitions/CanaryStrategy' },
    { $ref: '#/definitions/LinearStrategy' },
    { $ref: '#/definitions/AbTestStrategy' },
    { $ref: '#/definitions/ShadowStrategy' },
  ],
  description: 'How a release gets to its users. Plain, frozen, serialisable data.',
  definitions: {
    RecreateStrategy: {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'recreate' },
        maintenance: { $ref: '#/definitions/Maintenance', description: 'What users see while nothing runs.' },
        guards: {
          type: 'array',
          items: { $ref: '#/definitions/AbsoluteGuard' },
          description: 'What aborts the release; all of them are watched.',
        },
        checks: { $ref: '#/definitions/Checks', description: 'What is tested around the traffic.' },
        bake: {
          $ref: '#/definitions/Duration',
          description: 'How long the old version stays ready after the new one gets everything. Default: `0s`.',
        },
        onFailure: {
          type: 'string',
          enum: ['rollback', 'halt'],
          description:
            'What a failed guard or check does: take the traffic back, or stay where it is and wait for a person. Default: `rollback`.',
        },
        drain: {
          $ref: '#/definitions/Duration',
          description: "How long requests in flight get to end when a copy leaves. Default: the platform's own.",
        },
        stickiness: {
          $ref: '#/definitions/Stickiness',
          description: 'How a user stays at one version. Default: each request on its own.',
        },
        traffic: {
          $ref: '#/definitions/Traffic',
          description:
            'What is normal for the service. Default: not known, so that nothing is said about what a guard can see.',
        },
        accept: {
          type: 'array',
          items: { $ref: '#/definitions/Acknowledgement' },
          description: 'Findings that are known and taken.',
        },
        $schema: {
          type: 'string',
          description: 'The schema that an editor completes from; it says nothing about the release.',
        },
      },
      required: ['kind'],
      additionalProperties: false,
      description: 'Stops the old version, then starts the new one. There is a time in which nothing answers.',
    },
    Maintenance: {
      type: 'object',
      properties: {
        message: { type: 'string', description: 'The text of the maintenance page.', minLength: 1, maxLength: 2000 },
        expected: { $ref: '#/definitions/Duration', description: 'The downtime that is expected.' },
      },
      additionalProperties: false,
      description: 'What users see while nothing runs.',
      required: [],
    },
    Duration: {
      type: 'string',
      pattern: '^(?=.)(\\d{1,6}d)?(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?$',
      description: 'A length of time: `30s`, `10m`, `1h30m`, `2d`.',
      examples: ['30s', '10m', '1h30m'],
    },
    AbsoluteGuard: {
      anyOf: [
        { $ref: '#/definitions/ErrorRateLimit' },
        { $ref: '#/definitions/SuccessRateLimit' },
        { $ref: '#/definitions/LatencyLimit' },
        { $ref: '#/definitions/SaturationLimit' },
        { $ref: '#/definitions/QueueDepthLimit' },
        { $ref: '#/definitions/CustomMax' },
        { $ref: '#/definitions/CustomMin' },
      ],
      description: "A guard that needs nothing but the new version's own numbers.",
    },
    ErrorRateLimit: {
      type: 'object',
      properties: {
        metric: { type: 'string', const: 'errorRate' },
        max: { $ref: '#/definitions/Percent', description: 'The highest error rate that is still good.' },
        name: {
          type: 'string',
          description:
            'How the guard is called in findings, alarms and metrics: lower case, digits and hyphens. Default: from the metric (`error-rate`).',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        over: {
          $ref: '#/definitions/Duration',
          description: 'The window that one reading looks back over. Default: `1m`.',
        },
        every: { $ref: '#/definitions/Duration', description: 'The time between two readings. Default: the window.' },
        failures: {
          type: 'integer',
          description: 'How many bad readings of one release are tolerated; one more aborts. Default: 0.',
          minimum: 0,
          maximum: 100,
        },
        minRequests: {
          type: 'integer',
          description: 'A window with fewer requests to the new version than this counts as no data. Default: 0.',
          minimum: 0,
          maximum: 1000000000,
        },
        onNoData: {
          type: 'string',
          enum: ['pass', 'hold', 'fail'],
          description:
            'What a reading without data does: `pass` lets the release go on, `hold` makes it wait for a person, `fail` counts as bad. Default: `pass`.',
        },
      },
      required: ['metric', 'max'],
      additionalProperties: false,
      description: 'Aborts when the share of failed requests of the new version is above `max`.',
    },
    Percent: {
      description: 'A percentage: `5` or `5%`.',
      anyOf: [
        { type: 'number', minimum: 0, maximum: 100 },
        { type: 'string', pattern: '^(100(\\.0{1,6})?|\\d{1,2}(\\.\\d{1,6})?)%$' },
      ],
      examples: [5, '5%'],
    },
    SuccessRateLimit: {
      type: 'object',
      properties: {
        metric: { type: 'string', const: 'successRate' },
        min: { $ref: '#/definitions/Percent', description: 'The lowest success rate that is still good.' },
        name: {
          type: 'string',
          description:
            'How the guard is called in findings, alarms and metrics: lower case, digits and hyphens. Default: from the metric (`error-rate`).',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        over: {
          $ref: '#/definitions/Duration',
          description: 'The window that one reading looks back over. Default: `1m`.',
        },
        every: { $ref: '#/definitions/Duration', description: 'The time between two readings. Default: the window.' },
        failures: {
          type: 'integer',
          description: 'How many bad readings of one release are tolerated; one more aborts. Default: 0.',
          minimum: 0,
          maximum: 100,
        },
        minRequests: {
          type: 'integer',
          description: 'A window with fewer requests to the new version than this counts as no data. Default: 0.',
          minimum: 0,
          maximum: 1000000000,
        },
        onNoData: {
          type: 'string',
          enum: ['pass', 'hold', 'fail'],
          description:
            'What a reading without data does: `pass` lets the release go on, `hold` makes it wait for a person, `fail` counts as bad. Default: `pass`.',
        },
      },
      required: ['metric', 'min'],
      additionalProperties: false,
      description: 'Aborts when the share of successful requests of the new version is below `min`.',
    },
    LatencyLimit: {
      type: 'object',
      properties: {
        metric: { type: 'string', const: 'latency' },
        max: { $ref: '#/definitions/Latency', description: 'The slowest response time that is still good.' },
        name: {
          type: 'string',
          description:
            'How the guard is called in findings, alarms and metrics: lower case, digits and hyphens. Default: from the metric (`error-rate`).',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        over: {
          $ref: '#/definitions/Duration',
          description: 'The window that one reading looks back over. Default: `1m`.',
        },
        every: { $ref: '#/definitions/Duration', description: 'The time between two readings. Default: the window.' },
        failures: {
          type: 'integer',
          description: 'How many bad readings of one release are tolerated; one more aborts. Default: 0.',
          minimum: 0,
          maximum: 100,
        },
        minRequests: {
          type: 'integer',
          description: 'A window with fewer requests to the new version than this counts as no data. Default: 0.',
          minimum: 0,
          maximum: 1000000000,
        },
        onNoData: {
          type: 'string',
          enum: ['pass', 'hold', 'fail'],
          description:
            'What a reading without data does: `pass` lets the release go on, `hold` makes it wait for a person, `fail` counts as bad. Default: `pass`.',
        },
        percentile: { type: 'number', description: 'Which percentile. Default: 99.', minimum: 1, maximum: 99.99 },
      },
      required: ['metric', 'max'],
      additionalProperties: false,
      description: "Aborts when a percentile of the new version's response time is above `max`.",
    },
    Latency: {
      type: 'string',
      pattern: '^\\d{1,6}(\\.\\d{1,3})?(ms|s)$',
      description: 'A response time: `500ms`, `2s`.',
      examples: ['500ms', '2s'],
    },
    SaturationLimit: {
      type: 'object',
      properties: {
        metric: { type: 'string', const: 'saturation' },
        resource: { type: 'string', enum: ['cpu', 'memory'], description: 'What is used.' },
        max: { $ref: '#/definitions/Percent', description: 'The highest use that is still good.' },
        name: {
          type: 'string',
          description:
            'How the guard is called in findings, alarms and metrics: lower case, digits and hyphens. Default: from the metric (`error-rate`).',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        over: {
          $ref: '#/definitions/Duration',
          description: 'The window that one reading looks back over. Default: `1m`.',
        },
        every: { $ref: '#/definitions/Duration', description: 'The time between two readings. Default: the window.' },
        failures: {
          type: 'integer',
          description: 'How many bad readings of one release are tolerated; one more aborts. Default: 0.',
          minimum: 0,
          maximum: 100,
        },
        minRequests: {
          type: 'integer',
          description: 'A window with fewer requests to the new version than this counts as no data. Default: 0.',
          minimum: 0,
          maximum: 1000000000,
        },
        onNoData: {
          type: 'string',
          enum: ['pass', 'hold', 'fail'],
          description:
            'What a reading without data does: `pass` lets the release go on, `hold` makes it wait for a person, `fail` counts as bad. Default: `pass`.',
        },
      },
      required: ['metric', 'resource', 'max'],
      additionalProperties: false,
      description: 'Aborts when the new version uses more than `max` of the processor time or memory it is given.',
    },
    QueueDepthLimit: {
      type: 'object',
      properties: {
        metric: { type: 'string', const: 'queueDepth' },
        queue: {
          type: 'string',
          description: "The queue's name, as the platform knows it.",
          minLength: 1,
          maxLength: 256,
        },
        max: { type: 'number', description: 'The longest queue that is still good.', minimum: 0, maximum: 1000000000 },
        name: {
          type: 'string',
          description:
            'How the guard is called in findings, alarms and metrics: lower case, digits and hyphens. Default: from the metric (`error-rate`).',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        over: {
          $ref: '#/definitions/Duration',
          description: 'The window that one reading looks back over. Default: `1m`.',
        },
        every: { $ref: '#/definitions/Duration', description: 'The time between two readings. Default: the window.' },
        failures: {
          type: 'integer',
          description: 'How many bad readings of one release are tolerated; one more aborts. Default: 0.',
          minimum: 0,
          maximum: 100,
        },
        minRequests: {
          type: 'integer',
          description: 'A window with fewer requests to the new version than this counts as no data. Default: 0.',
          minimum: 0,
          maximum: 1000000000,
        },
        onNoData: {
          type: 'string',
          enum: ['pass', 'hold', 'fail'],
          description:
            'What a reading without data does: `pass` lets the release go on, `hold` makes it wait for a person, `fail` counts as bad. Default: `pass`.',
        },
      },
      required: ['metric', 'queue', 'max'],
      additionalProperties: false,
      description: 'Aborts when more than `max` messages wait in a queue.',
    },
    CustomMax: {
      type: 'object',
      properties: {
        metric: { type: 'string', const: 'custom' },
        name: {
          type: 'string',
          description: 'How the guard is called in findings, alarms and metrics: lower case, digits and hyphens.',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        query: { $ref: '#/definitions/CustomQuery', description: 'What to measure, for each backend that you use.' },
        max: { type: 'number', description: 'The highest value that is still good.' },
        over: {
          $ref: '#/definitions/Duration',
          description: 'The window that one reading looks back over. Default: `1m`.',
        },
        every: { $ref: '#/definitions/Duration', description: 'The time between two readings. Default: the window.' },
        failures: {
          type: 'integer',
          description: 'How many bad readings of one release are tolerated; one more aborts. Default: 0.',
          minimum: 0,
          maximum: 100,
        },
        minRequests: {
          type: 'integer',
          description: 'A window with fewer requests to the new version than this counts as no data. Default: 0.',
          minimum: 0,
          maximum: 1000000000,
        },
        onNoData: {
          type: 'string',
          enum: ['pass', 'hold', 'fail'],
          description:
            'What a reading without data does: `pass` lets the release go on, `hold` makes it wait for a person, `fail` counts as bad. Default: `pass`.',
        },
      },
      required: ['metric', 'name', 'query', 'max'],
      additionalProperties: false,
      description: 'Aborts when a measurement of your own is above `max`.',
    },
    CustomQuery: {
      type: 'object',
      properties: {
        prometheus: {
          type: 'string',
          description:
            'PromQL that gives one number. `{{service}}`, `{{stable}}`, `{{canary}}` and `{{window}}` are replaced.',
        },
        cloudwatch: {
          $ref: '#/definitions/CloudWatchQuery',
          description: 'A CloudWatch metric. The same names are replaced in the values of its dimensions.',
        },
        datadog: {
          type: 'string',
          description: 'A Datadog metrics query that gives one number. The same names are replaced.',
        },
      },
      additionalProperties: false,
      description: 'The same measurement, asked of each backend that you use.',
      required: [],
    },
    CloudWatchQuery: {
      type: 'object',
      properties: {
        namespace: { type: 'string', description: "The metric's namespace.", minLength: 1, maxLength: 255 },
        metric: { type: 'string', description: "The metric's name.", minLength: 1, maxLength: 255 },
        statistic: { type: 'string', description: 'For example `Average`, `Sum`, `p99`. Default: `Average`.' },
        dimensions: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'What the metric is narrowed down by.',
        },
      },
      required: ['namespace', 'metric'],
      additionalProperties: false,
      description: 'A CloudWatch metric of your own.',
    },
    CustomMin: {
      type: 'object',
      properties: {
        metric: { type: 'string', const: 'custom' },
        name: {
          type: 'string',
          description: 'How the guard is called in findings, alarms and metrics: lower case, digits and hyphens.',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        query: { $ref: '#/definitions/CustomQuery', description: 'What to measure, for each backend that you use.' },
        min: { type: 'number', description: 'The lowest value that is still good.' },
        over: {
          $ref: '#/definitions/Duration',
          description: 'The window that one reading looks back over. Default: `1m`.',
        },
        every: { $ref: '#/definitions/Duration', description: 'The time between two readings. Default: the window.' },
        failures: {
          type: 'integer',
          description: 'How many bad readings of one release are tolerated; one more aborts. Default: 0.',
          minimum: 0,
          maximum: 100,
        },
        minRequests: {
          type: 'integer',
          description: 'A window with fewer requests to the new version than this counts as no data. Default: 0.',
          minimum: 0,
          maximum: 1000000000,
        },
        onNoData: {
          type: 'string',
          enum: ['pass', 'hold', 'fail'],
          description:
            'What a reading without data does: `pass` lets the release go on, `hold` makes it wait for a person, `fail` counts as bad. Default: `pass`.',
        },
      },
      required: ['metric', 'name', 'query', 'min'],
      additionalProperties: false,
      description: 'Aborts when a measurement of your own is below `min`.',
    },
    Checks: {
      type: 'object',
      properties: {
        beforeTraffic: {
          type: 'array',
          items: { $ref: '#/definitions/Check' },
          description: 'Before the new version gets any request.',
        },
        testTraffic: {
          type: 'array',
          items: { $ref: '#/definitions/Check' },
          description: 'While the new version gets test traffic only.',
        },
        afterTraffic: {
          type: 'array',
          items: { $ref: '#/definitions/Check' },
          description: 'When the new version gets all requests, before the bake.',
        },
      },
      additionalProperties: false,
      description: 'The checks around the traffic of every kind of strategy.',
      required: [],
    },
    Check: {
      anyOf: [
        { $ref: '#/definitions/HttpCheck' },
        { $ref: '#/definitions/FunctionCheck' },
        { $ref: '#/definitions/JobCheck' },
      ],
      description: 'A test that runs once, at a given place of the release; when it fails, the release fails.',
    },
    HttpCheck: {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'http' },
        path: {
          type: 'string',
          description: "The path, on the new version's own address: `/health`.",
          pattern: '^/[^\\s]{0,1023}$',
        },
        name: {
          type: 'string',
          description:
            'How the check is called in findings and resources: lower case, digits and hyphens. Default: from its kind and place.',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        timeout: {
          $ref: '#/definitions/Duration',
          description: 'How long the check may take before it has failed. Default: `1m`.',
        },
        method: { type: 'string', enum: ['GET', 'HEAD', 'POST'], description: 'Default: `GET`.' },
        headers: { type: 'object', additionalProperties: { type: 'string' }, description: 'Headers of the request.' },
        expect: {
          $ref: '#/definitions/HttpExpectation',
          description: 'What the answer must be like. Default: status 200.',
        },
      },
      required: ['kind', 'path'],
      additionalProperties: false,
      description: 'Asks the new version over HTTP and looks at the answer.',
    },
    HttpExpectation: {
      type: 'object',
      properties: {
        status: { type: 'integer', description: 'The status. Default: 200.', minimum: 100, maximum: 599 },
        body: { type: 'string', description: 'Text that the body contains.', minLength: 1, maxLength: 1024 },
        within: { $ref: '#/definitions/Latency', description: 'The slowest answer that is still good.' },
      },
      additionalProperties: false,
      description: 'What an answer must be like.',
      required: [],
    },
    FunctionCheck: {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'function' },
        function: {
          type: 'string',
          description: "The function: a name that the construct's `functions` knows, or an ARN.",
          minLength: 1,
          maxLength: 256,
        },
        name: {
          type: 'string',
          description:
            'How the check is called in findings and resources: lower case, digits and hyphens. Default: from its kind and place.',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        timeout: {
          $ref: '#/definitions/Duration',
          description: 'How long the check may take before it has failed. Default: `1m`.',
        },
      },
      required: ['kind', 'function'],
      additionalProperties: false,
      description: 'Calls a function of yours (an AWS Lambda function), which says whether the release may go on.',
    },
    JobCheck: {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'job' },
        image: { type: 'string', description: 'The container image.', minLength: 1, maxLength: 512 },
        name: {
          type: 'string',
          description:
            'How the check is called in findings and resources: lower case, digits and hyphens. Default: from its kind and place.',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        timeout: {
          $ref: '#/definitions/Duration',
          description: 'How long the check may take before it has failed. Default: `1m`.',
        },
        command: {
          type: 'array',
          items: { type: 'string' },
          description: "What the container runs. Default: the image's own.",
        },
        env: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'Environment variables of the container.',
        },
      },
      required: ['kind', 'image'],
      additionalProperties: false,
      description: 'Runs a container to its end; exit code 0 lets the release go on.',
    },
    Stickiness: {
      anyOf: [
        { $ref: '#/definitions/CookieStickiness' },
        { $ref: '#/definitions/HeaderStickiness' },
        { $ref: '#/definitions/AddressStickiness' },
      ],
      description: 'How a user stays at the version that answered first.',
    },
    CookieStickiness: {
      type: 'object',
      properties: {
        by: { type: 'string', const: 'cookie' },
        lasts: { $ref: '#/definitions/Duration', description: 'How long a user stays.' },
        name: { type: 'string', description: "The cookie's name. Default: the platform's own." },
      },
      required: ['by', 'lasts'],
      additionalProperties: false,
      description: 'Keeps a user at one version by a cookie.',
    },
    HeaderStickiness: {
      type: 'object',
      properties: {
        by: { type: 'string', const: 'header' },
        name: { type: 'string', description: "The header's name." },
      },
      required: ['by', 'name'],
      additionalProperties: false,
      description: 'Keeps a user at one version by a header.',
    },
    AddressStickiness: {
      type: 'object',
      properties: { by: { type: 'string', const: 'clientAddress' } },
      required: ['by'],
      additionalProperties: false,
      description: "Keeps a user at one version by the client's address.",
    },
    Traffic: {
      type: 'object',
      properties: {
        requestsPerSecond: {
          type: 'number',
          description: 'Requests per second to all versions together.',
          exclusiveMinimum: 0,
          maximum: 100000000,
        },
        errorRate: { $ref: '#/definitions/Percent', description: 'The share of requests that fail on a good day.' },
        latency: { $ref: '#/definitions/Latency', description: 'The usual response time (p50).' },
      },
      required: ['requestsPerSecond', 'errorRate'],
      additionalProperties: false,
      description: 'What is normal for the service: what a guard can see is computed from it.',
    },
    Acknowledgement: {
      type: 'object',
      properties: {
        id: { type: 'string', description: "The finding's id, as printed.", minLength: 1, maxLength: 128 },
        reason: { type: 'string', description: 'Why it is all right here.', minLength: 1, maxLength: 1000 },
      },
      required: ['id', 'reason'],
      additionalProperties: false,
      description: 'A finding that is known and taken, with the reason.',
    },
    RollingStrategy: {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'rolling' },
        surge: {
          anyOf: [{ $ref: '#/definitions/Percent' }, { $ref: '#/definitions/Copies' }],
          description:
            'How much more than the wanted capacity may run meanwhile: a percentage, or `{ copies: 1 }`. Default: 25 %.',
        },
        unavailable: {
          anyOf: [{ $ref: '#/definitions/Percent' }, { $ref: '#/definitions/Copies' }],
          description:
            'How much of the wanted capacity may be missing meanwhile: a percentage, or `{ copies: 1 }`. Default: 0.',
        },
        minReady: {
          $ref: '#/definitions/Duration',
          description: 'How long a new copy must be healthy before it counts. Default: `0s`.',
        },
        guards: {
          type: 'array',
          items: { $ref: '#/definitions/Guard' },
          description: 'What aborts the release; all of them are watched.',
        },
        checks: { $ref: '#/definitions/Checks', description: 'What is tested around the traffic.' },
        bake: {
          $ref: '#/definitions/Duration',
          description: 'How long the old version stays ready after the new one gets everything. Default: `0s`.',
        },
        onFailure: {
          type: 'string',
          enum: ['rollback', 'halt'],
          description:
            'What a failed guard or check does: take the traffic back, or stay where it is and wait for a person. Default: `rollback`.',
        },
        drain: {
          $ref: '#/definitions/Duration',
          description: "How long requests in flight get to end when a copy leaves. Default: the platform's own.",
        },
        stickiness: {
          $ref: '#/definitions/Stickiness',
          description: 'How a user stays at one version. Default: each request on its own.',
        },
        traffic: {
          $ref: '#/definitions/Traffic',
          description:
            'What is normal for the service. Default: not known, so that nothing is said about what a guard can see.',
        },
        accept: {
          type: 'array',
          items: { $ref: '#/definitions/Acknowledgement' },
          description: 'Findings that are known and taken.',
        },
        $schema: {
          type: 'string',
          description: 'The schema that an editor completes from; it says nothing about the release.',
        },
      },
      required: ['kind'],
      additionalProperties: false,
      description: 'Replaces the copies a few at a time.',
    },
    Copies: {
      type: 'object',
      properties: { copies: { type: 'integer', description: 'How many.', minimum: 0, maximum: 100000 } },
      required: ['copies'],
      additionalProperties: false,
      description: 'A number of copies of the application.',
    },
    Guard: {
      anyOf: [{ $ref: '#/definitions/AbsoluteGuard' }, { $ref: '#/definitions/ComparativeGuard' }],
      description: 'What is watched while the new version gets traffic, and what aborts the release.',
    },
    ComparativeGuard: {
      anyOf: [
        { $ref: '#/definitions/ErrorRateVersusStable' },
        { $ref: '#/definitions/LatencyVersusStable' },
        { $ref: '#/definitions/ErrorShare' },
      ],
      description:
        'A guard that compares the new version with the stable one, which must get traffic at the same time.',
    },
    ErrorRateVersusStable: {
      type: 'object',
      properties: {
        metric: { type: 'string', const: 'errorRate' },
        versusStable: {
          type: 'number',
          description: 'The highest ratio to the stable version that is still good: `1.5` is half as much again.',
          exclusiveMinimum: 1,
          maximum: 1000,
        },
        name: {
          type: 'string',
          description:
            'How the guard is called in findings, alarms and metrics: lower case, digits and hyphens. Default: from the metric (`error-rate`).',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        over: {
          $ref: '#/definitions/Duration',
          description: 'The window that one reading looks back over. Default: `1m`.',
        },
        every: { $ref: '#/definitions/Duration', description: 'The time between two readings. Default: the window.' },
        failures: {
          type: 'integer',
          description: 'How many bad readings of one release are tolerated; one more aborts. Default: 0.',
          minimum: 0,
          maximum: 100,
        },
        minRequests: {
          type: 'integer',
          description: 'A window with fewer requests to the new version than this counts as no data. Default: 0.',
          minimum: 0,
          maximum: 1000000000,
        },
        onNoData: {
          type: 'string',
          enum: ['pass', 'hold', 'fail'],
          description:
            'What a reading without data does: `pass` lets the release go on, `hold` makes it wait for a person, `fail` counts as bad. Default: `pass`.',
        },
      },
      required: ['metric', 'versusStable'],
      additionalProperties: false,
      description:
        "Aborts when the new version's error rate is more than `versusStable` times that of the stable version.",
    },
    LatencyVersusStable: {
      type: 'object',
      properties: {
        metric: { type: 'string', const: 'latency' },
        versusStable: {
          type: 'number',
          description: 'The highest ratio to the stable version that is still good: `1.5` is half as much again.',
          exclusiveMinimum: 1,
          maximum: 1000,
        },
        name: {
          type: 'string',
          description:
            'How the guard is called in findings, alarms and metrics: lower case, digits and hyphens. Default: from the metric (`error-rate`).',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        over: {
          $ref: '#/definitions/Duration',
          description: 'The window that one reading looks back over. Default: `1m`.',
        },
        every: { $ref: '#/definitions/Duration', description: 'The time between two readings. Default: the window.' },
        failures: {
          type: 'integer',
          description: 'How many bad readings of one release are tolerated; one more aborts. Default: 0.',
          minimum: 0,
          maximum: 100,
        },
        minRequests: {
          type: 'integer',
          description: 'A window with fewer requests to the new version than this counts as no data. Default: 0.',
          minimum: 0,
          maximum: 1000000000,
        },
        onNoData: {
          type: 'string',
          enum: ['pass', 'hold', 'fail'],
          description:
            'What a reading without data does: `pass` lets the release go on, `hold` makes it wait for a person, `fail` counts as bad. Default: `pass`.',
        },
        percentile: { type: 'number', description: 'Which percentile. Default: 99.', minimum: 1, maximum: 99.99 },
      },
      required: ['metric', 'versusStable'],
      additionalProperties: false,
      description:
        "Aborts when a percentile of the new version's response time is more than `versusStable` times that of the stable version.",
    },
    ErrorShare: {
      type: 'object',
      properties: {
        metric: { type: 'string', const: 'errorShare' },
        rise: {
          type: 'number',
          description: "The rise of the error rate to watch for: `3` is three times the stable version's.",
          exclusiveMinimum: 1,
          maximum: 1000,
        },
        name: {
          type: 'string',
          description:
            'How the guard is called in findings, alarms and metrics: lower case, digits and hyphens. Default: from the metric (`error-rate`).',
          pattern: '^[a-z][a-z0-9-]{0,40}$',
        },
        over: {
          $ref: '#/definitions/Duration',
          description: 'The window that one reading looks back over. Default: `1m`.',
        },
        every: { $ref: '#/definitions/Duration', description: 'The time between two readings. Default: the window.' },
        minRequests: {
          type: 'integer',
          description: 'A window with fewer requests to the new version than this counts as no data. Default: 0.',
          minimum: 0,
          maximum: 1000000000,
        },
        onNoData: {
          type: 'string',
          enum: ['pass', 'hold', 'fail'],
          description:
            'What a reading without data does: `pass` lets the release go on, `hold` makes it wait for a person, `fail` counts as bad. Default: `pass`.',
        },
        falseAborts: {
          $ref: '#/definitions/Percent',
          description: 'The chance to stop a healthy release, over all readings. Default: 5 %.',
        },
      },
      required: ['metric', 'rise'],
      additionalProperties: false,
      description:
        "Aborts when the new version's share of all errors is higher than its share of the traffic explains. It adds up the evidence of all slices of the release (`over` is their length), and can be read as often as you like: over the whole release it stops a healthy version with a probability of at most `falseAborts`. A slice with fewer than `minRequests` requests to the new version adds nothing, and no slice at all is no data.",
    },
    BlueGreenStrategy: {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'blueGreen' },
        preview: {
          $ref: '#/definitions/Preview',
          description: 'What happens before the new version gets the traffic.',
        },
        guards: {
          type: 'array',
          items: { $ref: '#/definitions/AbsoluteGuard' },
          description: 'What aborts the release; all of them are watched.',
        },
        checks: { $ref: '#/definitions/Checks', description: 'What is tested around the traffic.' },
        bake: {
          $ref: '#/definitions/Duration',
          description: 'How long the old version stays ready after the new one gets everything. Default: `0s`.',
        },
        onFailure: {
          type: 'string',
          enum: ['rollback', 'halt'],
          description:
            'What a failed guard or check does: take the traffic back, or stay where it is and wait for a person. Default: `rollback`.',
        },
        drain: {
          $ref: '#/definitions/Duration',
          description: "How long requests in flight get to end when a copy leaves. Default: the platform's own.",
        },
        stickiness: {
          $ref: '#/definitions/Stickiness',
          description: 'How a user stays at one version. Default: each request on its own.',
        },
        traffic: {
          $ref: '#/definitions/Traffic',
          description:
            'What is normal for the service. Default: not known, so that nothing is said about what a guard can see.',
        },
        accept: {
          type: 'array',
          items: { $ref: '#/definitions/Acknowledgement' },
          description: 'Findings that are known and taken.',
        },
        $schema: {
          type: 'string',
          description: 'The schema that an editor completes from; it says nothing about the release.',
        },
      },
      required: ['kind'],
      additionalProperties: false,
      description:
        'Starts the new version beside the old one, tries it with test traffic, then moves all requests at once.',
    },
    Preview: {
      type: 'object',
      properties: {
        hold: {
          $ref: '#/definitions/Duration',
          description: 'How long to stay. Default: no longer than the checks and the approval take.',
        },
        approve: {
          anyOf: [{ type: 'boolean', const: true }, { $ref: '#/definitions/Approval' }],
          description: '`true` waits for a person.',
        },
        checks: {
          type: 'array',
          items: { $ref: '#/definitions/Check' },
          description: 'What must pass before the new version gets the traffic.',
        },
      },
      additionalProperties: false,
      description: 'The part of a blue/green release in which only test traffic reaches the new version.',
      required: [],
    },
    Approval: {
      type: 'object',
      properties: {
        timeout: {
          $ref: '#/definitions/Duration',
          description: 'How long to wait. Default: as long as the platform waits.',
        },
        onTimeout: {
          type: 'string',
          enum: ['rollback', 'continue'],
          description: 'What happens when nobody answers in time. Default: `rollback`.',
        },
      },
      additionalProperties: false,
      description: 'A person says whether the release goes on.',
      required: [],
    },
    CanaryStrategy: {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'canary' },
        steps: {
          type: 'array',
          items: { $ref: '#/definitions/Step' },
          minItems: 1,
          description: 'The steps; after the last one the new version gets everything.',
          examples: [[{ weight: '5%', hold: '10m' }]],
          maxItems: 50,
        },
        guards: {
          type: 'array',
          items: { $ref: '#/definitions/Guard' },
          description: 'What aborts the release; all of them are watched.',
        },
        checks: { $ref: '#/definitions/Checks', description: 'What is tested around the traffic.' },
        bake: {
          $ref: '#/definitions/Duration',
          description: 'How long the old version stays ready after the new one gets everything. Default: `0s`.',
        },
        onFailure: {
          type: 'string',
          enum: ['rollback', 'halt'],
          description:
            'What a failed guard or check does: take the traffic back, or stay where it is and wait for a person. Default: `rollback`.',
        },
        drain: {
          $ref: '#/definitions/Duration',
          description: "How long requests in flight get to end when a copy leaves. Default: the platform's own.",
        },
        stickiness: {
          $ref: '#/definitions/Stickiness',
          description: 'How a user stays at one version. Default: each request on its own.',
        },
        traffic: {
          $ref: '#/definitions/Traffic',
          description:
            'What is normal for the service. Default: not known, so that nothing is said about what a guard can see.',
        },
        accept: {
          type: 'array',
          items: { $ref: '#/definitions/Acknowledgement' },
          description: 'Findings that are known and taken.',
        },
        $schema: {
          type: 'string',
          description: 'The schema that an editor completes from; it says nothing about the release.',
        },
      },
      required: ['kind', 'steps'],
      additionalProperties: false,
      description: 'Gives the new version a growing share of the requests, step by step.',
    },
    Step: {
      type: 'object',
      properties: {
        weight: {
          $ref: '#/definitions/Percent',
          description:
            "The new version's share of the requests, above the step before and below 100 %. Default: as before.",
        },
        mirror: {
          $ref: '#/definitions/Percent',
          description:
            'The share of the requests that the new version gets a copy of, in this step; its answers are dropped.',
        },
        audience: {
          anyOf: [{ $ref: '#/definitions/Audience' }, { type: 'array', items: { $ref: '#/definitions/Audience' } }],
          description:
            'Whose requests the new version answers besides its share, from this step on; one audience or several (any of them).',
        },
        hold: {
          $ref: '#/definitions/Duration',
          description: 'How long to stay. Default: no longer than the checks and the approval take.',
        },
        approve: {
          anyOf: [{ type: 'boolean', const: true }, { $ref: '#/definitions/Approval' }],
          description: '`true` waits for a person.',
        },
        checks: {
          type: 'array',
          items: { $ref: '#/definitions/Check' },
          description: 'What must pass before the next step.',
        },
      },
      additionalProperties: false,
      description: 'One step of a canary: change the traffic, hold, then run checks, then wait for an approval.',
      required: [],
    },
    Audience: {
      anyOf: [
        { $ref: '#/definitions/HeaderAudience' },
        { $ref: '#/definitions/CookieAudience' },
        { $ref: '#/definitions/UserAudience' },
      ],
      description: 'Whose requests the new version answers, whatever its weight.',
    },
    HeaderAudience: {
      type: 'object',
      properties: {
        header: { $ref: '#/definitions/FieldMatch', description: "The header's name, and what its value must be." },
      },
      required: ['header'],
      additionalProperties: false,
      description:
        "Requests with a header: `{ header: { name: 'x-beta', equals: 'yes' } }`; `matches` takes a regular expression.",
    },
    FieldMatch: {
      anyOf: [
        { $ref: '#/definitions/FieldEquals' },
        { $ref: '#/definitions/FieldPrefix' },
        { $ref: '#/definitions/FieldMatches' },
      ],
      description: "A request's field, named and compared.",
    },
    FieldEquals: {
      type: 'object',
      properties: {
        name: { type: 'string', description: "The field's name.", minLength: 1, maxLength: 256 },
        equals: { type: 'string', description: 'The whole value.', minLength: 1, maxLength: 1024 },
      },
      required: ['name', 'equals'],
      additionalProperties: false,
      description: 'A field with exactly this value.',
    },
    FieldPrefix: {
      type: 'object',
      properties: {
        name: { type: 'string', description: "The field's name.", minLength: 1, maxLength: 256 },
        prefix: { type: 'string', description: 'How the value begins.', minLength: 1, maxLength: 1024 },
      },
      required: ['name', 'prefix'],
      additionalProperties: false,
      description: 'A field whose value begins so.',
    },
    FieldMatches: {
      type: 'object',
      properties: {
        name: { type: 'string', description: "The field's name.", minLength: 1, maxLength: 256 },
        matches: {
          type: 'string',
          description: 'The regular expression, which the whole value must fit.',
          minLength: 1,
          maxLength: 1024,
        },
      },
      required: ['name', 'matches'],
      additionalProperties: false,
      description: 'A field whose value fits a regular expression.',
    },
    CookieAudience: {
      type: 'object',
      properties: {
        cookie: { $ref: '#/definitions/FieldMatch', description: "The cookie's name, and what its value must be." },
      },
      required: ['cookie'],
      additionalProperties: false,
      description: "Requests with a cookie: `{ cookie: { name: 'beta', equals: 'yes' } }`.",
    },
    UserAudience: {
      type: 'object',
      properties: {
        users: {
          type: 'array',
          items: { type: 'string' },
          description: "The users' names.",
          minItems: 1,
          maxItems: 100,
        },
        userHeader: { type: 'string', description: "The header that carries the user's name. Default: `x-user-id`." },
      },
      required: ['users'],
      additionalProperties: false,
      description: "Requests of named users: `{ users: ['ann', 'bob'] }`.",
    },
    LinearStrategy: {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'linear' },
        step: { $ref: '#/definitions/Percent', description: 'What each step adds.' },
        every: { $ref: '#/definitions/Duration', description: 'How long each step holds.' },
        guards: {
          type: 'array',
          items: { $ref: '#/definitions/Guard' },
          description: 'What aborts the release; all of them are watched.',
        },
        checks: { $ref: '#/definitions/Checks', description: 'What is tested around the traffic.' },
        bake: {
          $ref: '#/definitions/Duration',
          description: 'How long the old version stays ready after the new one gets everything. Default: `0s`.',
        },
        onFailure: {
          type: 'string',
          enum: ['rollback', 'halt'],
          description:
            'What a failed guard or check does: take the traffic back, or stay where it is and wait for a person. Default: `rollback`.',
        },
        drain: {
          $ref: '#/definitions/Duration',
          description: "How long requests in flight get to end when a copy leaves. Default: the platform's own.",
        },
        stickiness: {
          $ref: '#/definitions/Stickiness',
          description: 'How a user stays at one version. Default: each request on its own.',
        },
        traffic: {
          $ref: '#/definitions/Traffic',
          description:
            'What is normal for the service. Default: not known, so that nothing is said about what a guard can see.',
        },
        accept: {
          type: 'array',
          items: { $ref: '#/definitions/Acknowledgement' },
          description: 'Findings that are known and taken.',
        },
        $schema: {
          type: 'string',
          description: 'The schema that an editor completes from; it says nothing about the release.',
        },
      },
      required: ['kind', 'step', 'every'],
      additionalProperties: false,
      description: 'Gives the new version more of the requests in equal steps.',
    },
    AbTestStrategy: {
      anyOf: [{ $ref: '#/definitions/AudienceAbTest' }, { $ref: '#/definitions/SplitAbTest' }],
      description: 'Compare two versions for a time, split by audience or by share; nobody promotes by itself.',
    },
    AudienceAbTest: {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'abTest' },
        duration: {
          $ref: '#/definitions/Duration',
          description: 'How long the test lasts. Nothing is promoted by itself: then a person decides.',
        },
        audience: {
          anyOf: [{ $ref: '#/definitions/Audience' }, { type: 'array', items: { $ref: '#/definitions/Audience' } }],
          description: 'Whose requests the new version answers; one audience or several (any of them).',
        },
        guards: {
          type: 'array',
          items: { $ref: '#/definitions/Guard' },
          description: 'What aborts the release; all of them are watched.',
        },
        checks: { $ref: '#/definitions/Checks', description: 'What is tested around the traffic.' },
        bake: {
          $ref: '#/definitions/Duration',
          description: 'How long the old version stays ready after the new one gets everything. Default: `0s`.',
        },
        onFailure: {
          type: 'string',
          enum: ['rollback', 'halt'],
          description:
            'What a failed guard or check does: take the traffic back, or stay where it is and wait for a person. Default: `rollback`.',
        },
        drain: {
          $ref: '#/definitions/Duration',
          description: "How long requests in flight get to end when a copy leaves. Default: the platform's own.",
        },
        stickiness: {
          $ref: '#/definitions/Stickiness',
          description: 'How a user stays at one version. Default: each request on its own.',
        },
        traffic: {
          $ref: '#/definitions/Traffic',
          description:
            'What is normal for the service. Default: not known, so that nothing is said about what a guard can see.',
        },
        accept: {
          type: 'array',
          items: { $ref: '#/definitions/Acknowledgement' },
          description: 'Findings that are known and taken.',
        },
        $schema: {
          type: 'string',
          description: 'The schema that an editor completes from; it says nothing about the release.',
        },
      },
      required: ['kind', 'duration', 'audience'],
      additionalProperties: false,
      description: 'Gives an audience the new version for a time.',
    },
    SplitAbTest: {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'abTest' },
        duration: {
          $ref: '#/definitions/Duration',
          description: 'How long the test lasts. Nothing is promoted by itself: then a person decides.',
        },
        split: { $ref: '#/definitions/Percent', description: 'The share of the users that gets the new version.' },
        guards: {
          type: 'array',
          items: { $ref: '#/definitions/Guard' },
          description: 'What aborts the release; all of them are watched.',
        },
        checks: { $ref: '#/definitions/Checks', description: 'What is tested around the traffic.' },
        bake: {
          $ref: '#/definitions/Duration',
          description: 'How long the old version stays ready after the new one gets everything. Default: `0s`.',
        },
        onFailure: {
          type: 'string',
          enum: ['rollback', 'halt'],
          description:
            'What a failed guard or check does: take the traffic back, or stay where it is and wait for a person. Default: `rollback`.',
        },
        drain: {
          $ref: '#/definitions/Duration',
          description: "How long requests in flight get to end when a copy leaves. Default: the platform's own.",
        },
        stickiness: {
          $ref: '#/definitions/Stickiness',
          description: 'How a user stays at one version. Default: each request on its own.',
        },
        traffic: {
          $ref: '#/definitions/Traffic',
          description:
            'What is normal for the service. Default: not known, so that nothing is said about what a guard can see.',
        },
        accept: {
          type: 'array',
          items: { $ref: '#/definitions/Acknowledgement' },
          description: 'Findings that are known and taken.',
        },
        $schema: {
          type: 'string',
          description: 'The schema that an editor completes from; it says nothing about the release.',
        },
      },
      required: ['kind', 'duration', 'split'],
      additionalProperties: false,
      description: 'Gives a fixed share of the users the new version for a time.',
    },
    ShadowStrategy: {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'shadow' },
        mirror: { $ref: '#/definitions/Percent', description: 'The share of the requests that is copied.' },
        duration: { $ref: '#/definitions/Duration', description: 'How long the traffic is copied.' },
        guards: {
          type: 'array',
          items: { $ref: '#/definitions/Guard' },
          description: 'What aborts the release; all of them are watched.',
        },
        checks: { $ref: '#/definitions/Checks', description: 'What is tested around the traffic.' },
        bake: {
          $ref: '#/definitions/Duration',
          description: 'How long the old version stays ready after the new one gets everything. Default: `0s`.',
        },
        onFailure: {
          type: 'string',
          enum: ['rollback', 'halt'],
          description:
            'What a failed guard or check does: take the traffic back, or stay where it is and wait for a person. Default: `rollback`.',
        },
        drain: {
          $ref: '#/definitions/Duration',
          description: "How long requests in flight get to end when a copy leaves. Default: the platform's own.",
        },
        stickiness: {
          $ref: '#/definitions/Stickiness',
          description: 'How a user stays at one version. Default: each request on its own.',
        },
        traffic: {
          $ref: '#/definitions/Traffic',
          description:
            'What is normal for the service. Default: not known, so that nothing is said about what a guard can see.',
        },
        accept: {
          type: 'array',
          items: { $ref: '#/definitions/Acknowledgement' },
          description: 'Findings that are known and taken.',
        },
        $schema: {
          type: 'string',
          description: 'The schema that an editor completes from; it says nothing about the release.',
        },
      },
      required: ['kind', 'mirror', 'duration'],
      additionalProperties: false,
      description:
        "Gives the new version a copy of the traffic; users get the old version's answers. Then a person decides.",
    },
  },
};
