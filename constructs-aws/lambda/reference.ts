/** A value of a template: text, or an intrinsic function. */
export type Text =
  | string
  | { readonly Ref: string }
  | { readonly 'Fn::GetAtt': readonly [string, string] }
  | { readonly 'Fn::Sub': string };

/** How the resources of a release call one another. */
export interface References {
  /** The function's name. */
  readonly functionName: Text;
  /** The function's name and the alias's, as the metrics have it: `pricing:live`. */
  readonly resource: Text;
  /** The new version's number. */
  readonly version: Text;
  /** The new version's ARN. */
  readonly versionArn: Text;
}
