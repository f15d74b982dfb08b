const PRICES = new Map([
  ['book-1', 1290],
  ['mug-1', 850],
]);

/** The price of a basket, in cents. */
export async function handler({ items }) {
  const total = items.reduce((sum, { sku, count }) => {
    const price = PRICES.get(sku);
    if (price === undefined) throw new Error(`no price for ${sku}`);
    return sum + price * count;
  }, 0);
  return { total, currency: 'EUR' };
}
