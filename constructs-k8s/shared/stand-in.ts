/** How a text begins that stands for one which is known only when a program runs. It is a name, a host and a label as well. */
export const STAND_IN = 'pulumi-output-';

const FORM = new RegExp(`^${STAND_IN}\\d+-end`);

/** Whether a text begins with one that is known later: what it is cannot be said yet. */
export const isStandIn = (text: string): boolean => FORM.test(text);
