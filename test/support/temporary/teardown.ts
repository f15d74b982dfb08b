import { rmSync } from 'node:fs';

/** Removes the temporary folder of the run with all that was left in it. */
export default function teardown(): void {
  const { TMPDIR } = process.env;
  if (TMPDIR?.includes('cutover-test-')) rmSync(TMPDIR, { recursive: true, force: true });
}
