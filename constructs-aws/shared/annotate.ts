import { Annotations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Finding } from '../../lib/findings';

/** Says findings at synthesis: warnings as warnings, notes as information. Errors have been thrown. */
export function annotate(construct: Construct, findings: readonly Finding[]): void {
  for (const { id, severity, path, message, fix } of findings) {
    const text = [path === '' ? message : `${path}: ${message}`, ...(fix === undefined ? [] : [fix])].join('; ');
    if (severity === 'note') Annotations.of(construct).addInfoV2(`cutover:${id}`, text);
    else Annotations.of(construct).addWarningV2(`cutover:${id}`, text);
  }
}
