import { type Alarm, alarmsIn } from '../app/alarms';
import { alertsIn, collectorsIn, monitorsIn } from '../app/alerts';
import { bad, good, type Observation, type Rule, seen, unseen } from '../rule';

function alarm({ part, actions, isOff, named }: Alarm): Observation {
  const properties = part.at('Properties');
  if (isOff && named === undefined)
    return bad(
      properties.at('ActionsEnabled'),
      'nobody is called: its actions are off',
      'remove ActionsEnabled: false',
      'warning',
    );
  const [action] = actions;
  if (action !== undefined) return good(action, 'it calls somebody');
  const written = properties.at('AlarmActions');
  if (written.isThere && written.isFunction && written.items.length === 0)
    return unseen(written, 'whom it calls is not known before the deploy');
  if (named !== undefined) return seen(named, `${part.resource.name} is heard by this, and calls nobody`);
  return bad(
    properties.at('AlarmActions'),
    'nobody hears this alarm: it has no action, and no deployment names it',
    'write AlarmActions: [the topic of those on call]',
    'warning',
  );
}

export const monitoring: Rule = {
  id: 'monitoring',
  title: 'Monitoring and alerting',
  kind: 'practice',
  reads:
    'Alarms of CloudWatch and their actions; alerts of `PrometheusRule` and its relatives; monitors of Datadog, Grafana, Sloth and Pyrra; `ServiceMonitor`s and scrape annotations.',
  fails: 'An alarm has no action, or its actions are off, and nothing else names it.',
  passes: 'At least one alarm or alert calls somebody.',
  question: 'Is somebody called when users get errors or slow answers, also apart from releases?',
  why: 'What nobody hears does not end. Most faults of a release show after it has ended.',
  fix: 'Alert on what users feel: the share of errors and the response time, by version.',
  source: 'https://sre.google/workbook/alerting-on-slos/',
  unless: { asked: 'No alarm and no alert can be seen in these files.' },
  look: (app) => [
    ...alarmsIn(app).map(alarm),
    ...alertsIn(app).map((alert) => good(alert.at('alert'), 'it calls somebody, when Alertmanager knows whom')),
    ...monitorsIn(app).map((part) => good(part, 'it calls somebody')),
    ...collectorsIn(app).map((part) => seen(part, 'its numbers are collected')),
  ],
};
