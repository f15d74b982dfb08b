import { isLabel, isName, isPort, isWildName } from '../../shared/names';
import { type Shape, text, textOr, unfit, whole } from '../../shared/shape';
import { FLAGGER } from '../flagger';

/** The name of an object in the namespace. */
export const objectName = (example: string): Shape =>
  text({ says: 'a name of Kubernetes: lower case letters, digits, hyphens and dots', example, is: isName });

/** One label of a DNS name. */
export const label = (example: string): Shape =>
  text({ says: 'lower case letters, digits and hyphens, at most 63', example, is: isLabel });

/** A name to which Flagger adds `-primary`. */
export const copiedName = (example: string): Shape =>
  text({
    says: `at most ${FLAGGER.longestName} lower case letters, digits and hyphens`,
    example,
    is: (name) => isLabel(name) && name.length <= FLAGGER.longestName,
  });

/** A host that clients call. */
export const host: Shape = text({
  says: 'a host without scheme, port and path',
  example: 'shop.example.com',
  is: (name) => name === '*' || isWildName(name),
});

export const port: Shape = whole(1, 65_535, 80);

/** A port of pods: its number, or its name. */
export const podPort: Shape = textOr(
  {
    ...text({ says: 'the name of a port', example: 'http', is: (name) => isLabel(name) && !isPort(Number(name)) }),
  },
  port,
);

/** Text that Flagger's schemas take as a time: no hours, and one unit. */
export const shortTime: Shape = text({
  says: 'whole minutes or seconds such as 30s',
  example: '30s',
  is: (time) => /^\d+[ms]$/.test(time),
});

/** An object of Kubernetes' own, which is looked at elsewhere. */
export const manifestPart: Shape = {
  says: 'an object',
  example: '{ … }',
  problems(value, path) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? [] : [unfit(this, value, path)];
  },
};
