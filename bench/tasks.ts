/** The tasks that have a goal of their own. */
export const EVIDENCE = 'evidence of 6 steps and 5 guards';
export const HOUR = 'an hour at 1 000 rps, played';
