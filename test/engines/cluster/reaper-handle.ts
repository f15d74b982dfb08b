import type { ChildProcess } from 'node:child_process';

/** The reaper of this run: what the setup starts and the teardown waits for. */
export const REAPER: { process?: ChildProcess } = {};
