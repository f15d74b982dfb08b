import type { IConstruct } from 'constructs';
import { CutoverError } from '../../lib/findings';
import { AWS_FINDINGS } from './findings';

/**
 * Lets the CDK make something of a property.
 * @throws CutoverError with what the CDK says about it, in the name of the construct.
 */
export function attempt<Made>(construct: IConstruct, path: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (error instanceof CutoverError) throw error;
    const [said] = (error instanceof Error ? error.message : String(error)).split('\n');
    const { fix } = AWS_FINDINGS['cdk-refused'];
    throw new CutoverError(construct.node.path, [
      { id: 'cdk-refused', severity: 'error', path, message: `The CDK refuses it: ${said}`, fix },
    ]);
  }
}
