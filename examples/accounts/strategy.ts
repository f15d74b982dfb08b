import { Check, Strategy } from 'cutover';

/** Sign-in is all or nothing: nobody may meet two versions of it. A Job tries the new one, a person reads the change of `live`. */
export const accountsStrategy = Strategy.blueGreen({
  preview: {
    checks: [Check.http({ name: 'sign-in', path: '/sign-in', expect: { status: 200, body: 'Sign in' } })],
    approve: true,
  },
  drain: '30s',
});
