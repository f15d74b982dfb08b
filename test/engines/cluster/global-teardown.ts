import { once } from 'node:events';
import { REAPER } from './reaper-handle';

/** Ends everything that was started and waits until it is gone. */
export default async function teardown(): Promise<void> {
  const { process: reaper } = REAPER;
  if (reaper === undefined || reaper.exitCode !== null) return;
  reaper.stdin?.end();
  await once(reaper, 'exit');
}
