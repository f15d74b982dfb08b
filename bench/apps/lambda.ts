/** What both ways to the same function have in common. */
export const CODE = 'exports.handler = async () => ({ total: 2580 });';
export const PAYLOAD = { items: [{ sku: 'book-1', count: 2 }] };
export const ANSWER = { total: 2580 };

/** The source of a hook, as long as Cutover's own; what it does costs nothing in a synthesis. */
export const HOOK = `exports.handler = async () => 'Succeeded';\n${'// asks CodeDeploy to go on\n'.repeat(80)}`;
