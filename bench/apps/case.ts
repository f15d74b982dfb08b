import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An app of some services, made with Cutover or by hand. */
export interface Case {
  /** Builds and synthesises it; what it gives counts the resources. */
  synthesize(count: number): () => number;
}

/** Does something with a folder that is gone afterwards. */
export function withFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-bench-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
