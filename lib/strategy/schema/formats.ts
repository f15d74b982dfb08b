/** A form of text that a platform wants, as `format` of a schema names it. */
export interface Format {
  readonly pattern: RegExp;
  /** What is allowed, as a message says it. */
  readonly says: string;
  readonly example: string;
}

/** Forms of text that Kubernetes wants. Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and labels/. */
export const FORMATS: Readonly<Record<string, Format>> = {
  'dns-label': {
    pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    says: 'a name of up to 63 lower case letters, digits and hyphens, such as `web`',
    example: 'web',
  },
  'dns-name': {
    pattern: /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    says: 'a name of up to 253 lower case letters, digits, hyphens and dots, such as `web`',
    example: 'web',
  },
  'label-value': {
    pattern: /^(?=.{0,63}$)([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)?$/,
    says: 'the value of a label: up to 63 letters, digits, `-`, `_` and `.`, with a letter or a digit at both ends',
    example: 'front',
  },
  'label-key': {
    pattern: /^(?:(?=[^/]{1,253}\/)[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/,
    says: 'the name of a label or an annotation, such as `team` or `example.com/team`',
    example: 'team',
  },
  quantity: {
    pattern: /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/,
    says: 'a quantity such as `100m` or `256Mi`',
    example: '100m',
  },
  image: {
    pattern: /^\S+$/,
    says: 'an image such as `registry.example.com/web:1.0.0`',
    example: 'registry.example.com/web:1.0.0',
  },
};
