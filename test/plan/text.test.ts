import { outline, plan, planText, trace, traceText } from '../../lib/plan';
import { KINDS } from './kinds';

test('a plan fits on one line', () => {
  expect(
    Object.fromEntries(Object.entries(KINDS).map(([kind, strategy]) => [kind, outline(plan(strategy))])),
  ).toMatchInlineSnapshot(`
{
  "abTest": "50% for 7d, approval, then 100%",
  "blueGreen": "test traffic for 10m, approval, then all at once to 100%; bake 1h",
  "canary": "header x-beta = yes for 30m, then 5% and mirror 10% for 10m, then 25% for 1h, approval, then 100%; bake 2h",
  "linear": "30% for 5m, then 60% for 5m, then 90% for 5m, then 100%",
  "recreate": "stop all, start all; bake 5m",
  "rolling": "copy by copy to 100%",
  "shadow": "mirror 20% for 1h, approval, then 100%",
}
`);
});

test.each(Object.entries(KINDS))('%s as text: the plan, then the trace', (_, strategy) => {
  const made = plan(strategy);
  expect(`${planText(made)}\n\n${traceText(trace(made))}`).toMatchSnapshot();
});
