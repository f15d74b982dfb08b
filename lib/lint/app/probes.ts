import type { Part } from '../read/resource';
import type { Container } from './container';

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;

/** The probes that a container has. */
export const probesOf = ({ part }: Container): readonly Part[] =>
  PROBES.map((name) => part.at(name)).filter(({ isThere }) => isThere);

const NOTHING =
  /^(?:(?:\/bin\/)?(?:ba)?sh -c )?(?:\/(?:usr\/)?bin\/)?(?:true|exit 0|:|echo\b[^|&;]*|ls\b[^|&;]*|sleep \d+)$/;

/** A command that succeeds whatever the application does. */
export const checksNothing = (command: readonly Part[]): boolean =>
  command.length > 0 &&
  NOTHING.test(
    command
      .map(({ value }) => String(value))
      .join(' ')
      .replace(/^CMD(?:-SHELL)? /, '')
      .replace(/\s*\|\|\s*exit 1$/, '')
      .trim(),
  );
