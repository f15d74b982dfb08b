import { flagSystems } from '../app/flags';
import { good, type Rule } from '../rule';

export const featureFlags: Rule = {
  id: 'feature-flags',
  title: 'Feature flags for risky changes',
  kind: 'practice',
  reads:
    'OpenFeature and flagd resources, AppConfig profiles of flags, flag servers and the variables of their clients.',
  fails: 'Never by files: what is not among them may be in the code.',
  passes: 'A system of flags is among these files, or a process is given the address or key of one.',
  question: 'Can each risky change of this version be switched off without a release?',
  why: 'A rollback takes back everything that a version brought, also what was good, and takes minutes. A flag takes back one thing in seconds.',
  fix: 'Release with the change switched off, then switch it on, step by step.',
  source: 'https://martinfowler.com/articles/feature-toggles.html',
  unless: { asked: 'No system of flags can be seen in these files.' },
  look: (app) => flagSystems(app).map((part) => good(part, 'features can be switched without a release')),
};
