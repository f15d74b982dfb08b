/** Two whole weights in the ratio of a share to the rest. They sum to 100, or to the power of ten that the share's decimals need. */
export function wholeWeights(share: number): { readonly stable: number; readonly canary: number } {
  let total = 100;
  while (total < 1e8 && !isWhole((share * total) / 100)) total *= 10;
  const canary = Math.round((share * total) / 100);
  return { stable: total - canary, canary };
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;
