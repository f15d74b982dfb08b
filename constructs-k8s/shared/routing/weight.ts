/**
 * Two whole weights in the ratio of a share to the rest. They sum to 100, or to the power of ten that the share's decimals need, up to the
 * heaviest one that a router takes.
 */
export function wholeWeights(share: number, heaviest = 1e8): { readonly stable: number; readonly canary: number } {
  let total = 100;
  while (total < heaviest && !isWhole((share * total) / 100)) total *= 10;
  const canary = Math.round((share * total) / 100);
  return { stable: total - canary, canary };
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;
