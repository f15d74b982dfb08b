import type { CfnText } from '../shared/alarm';

/** How the resources of a release call one another. */
export interface References {
  /** The function's name. */
  readonly functionName: CfnText;
  /** The function's name and the alias's, as the metrics have it: `pricing:live`. */
  readonly resource: CfnText;
  /** The new version's number. */
  readonly version: CfnText;
  /** The new version's ARN. */
  readonly versionArn: CfnText;
}
