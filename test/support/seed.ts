import fc from 'fast-check';

const { CUTOVER_SEED = '1' } = process.env;

/** All properties draw from CUTOVER_SEED: a number, or `random`. The default is always the same, so that a change is what makes a test fail. */
if (CUTOVER_SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(CUTOVER_SEED) });
