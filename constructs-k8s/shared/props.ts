import type { Construct } from 'constructs';
import { reader } from './options';

/**
 * The properties of a construct, when each is what its type says, at any depth.
 * @param type the name of their type
 * @throws CutoverError with everything that is missing, unknown or of another type.
 */
export const checkedProps = <Props>(type: string, scope: Construct, id: string, props: Props): Props =>
  reader.check(type, [scope.node.path, id].filter(Boolean).join('/'), props);
