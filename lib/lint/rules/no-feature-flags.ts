import { bakedFlags, flagSystems } from '../app/flags';
import { bad, good, type Rule } from '../rule';

export const noFeatureFlags: Rule = {
  id: 'no-feature-flags',
  title: 'No feature flags',
  kind: 'pitfall',
  reads: 'Variables of the environment that are switches (`FEATURE_…: "true"`), and systems of flags.',
  fails: 'A feature is switched by a variable of the environment: only another release switches it off.',
  passes: 'A system of flags is among these files, and no switch is a variable.',
  question: 'Is a release never the only way to switch a feature off?',
  why: 'Without flags each feature comes to everybody with a version, and a fault of one takes them all back.',
  fix: 'Read switches at run time: from flagd, AppConfig or another system that OpenFeature speaks to.',
  source: 'https://martinfowler.com/articles/feature-toggles.html',
  unless: { asked: 'No flag can be seen in these files.' },
  look(app) {
    const baked = bakedFlags(app).map(({ name, part }) =>
      bad(
        part,
        `${name} is switched by another release alone`,
        'read it at run time from a system of flags',
        'warning',
      ),
    );
    return baked.length > 0 ? baked : flagSystems(app).map((part) => good(part, 'switches are read at run time'));
  },
};
