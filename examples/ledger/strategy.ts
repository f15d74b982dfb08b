import { Strategy } from 'cutover';

/** The books are closed while their tables change: a quarter of an hour once a quarter, at night, with a page that says so. */
export const ledgerStrategy = Strategy.recreate({
  maintenance: { message: 'The books are closed until six in the morning.', expected: '30m' },
  drain: '20s',
  accept: [
    { id: 'approximated.maintenance', reason: 'The two changes of `mode` are steps of the runbook of the quarter.' },
  ],
});
