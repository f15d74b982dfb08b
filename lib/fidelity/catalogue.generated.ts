import type { Judged } from './judge';

export const CATALOGUE: readonly Judged[] = [];
