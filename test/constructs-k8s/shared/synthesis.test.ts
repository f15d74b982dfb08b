import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { look, validateOnce } from '../../../constructs-k8s/shared/synthesis';

/** An app of some charts with an object each, which says how often it was rendered and looked at. */
function appOf(charts: number) {
  const app = Testing.app();
  const counts = { renders: 0, looks: 0 };
  const objects = Array.from({ length: charts }, (_, at) => {
    const chart = new Chart(app, `chart-${at + 1}`);
    const produce = () => {
      counts.renders += 1;
      return 'shop';
    };
    const object = new ApiObject(chart, 'Object', { apiVersion: 'v1', kind: 'ConfigMap', data: Lazy.any({ produce }) });
    validateOnce(object, () => {
      counts.looks += 1;
      const { data } = look(object) as unknown as { readonly data: string };
      return data === 'shop' ? [] : [`There is no ${data}.`];
    });
    return object;
  });
  return { app, counts, objects };
}

test('In a synthesis of the app each object is looked at once, and rendered once.', () => {
  const { app, counts } = appOf(5);
  app.synth();
  expect(counts).toEqual({ renders: 5, looks: 5 });
});

test('What was looked at is written, patches included.', () => {
  const { app, objects } = appOf(2);
  objects[0]?.addJsonPatch(JsonPatch.add('/immutable', true));
  expect(app.synthYaml()).toContain('immutable: true');
});

test('A change after a synthesis is seen by the next one, and by a chart that is rendered by itself.', () => {
  const { app, objects } = appOf(2);
  const [first] = objects as [ApiObject, ApiObject];
  app.synthYaml();
  first.addJsonPatch(JsonPatch.add('/immutable', true));
  expect(Testing.synth(first.chart)).toMatchObject([{ immutable: true }]);
  first.addJsonPatch(JsonPatch.replace('/data', 'stock'));
  expect(() => app.synth()).toThrow('[chart-1/Object] There is no stock.');
  expect(() => Testing.synth(first.chart)).toThrow('[chart-1/Object] There is no stock.');
});

test('After a synthesis that failed, nothing stands of what was looked at.', () => {
  const { app, objects } = appOf(2);
  const [first, second] = objects as [ApiObject, ApiObject];
  second.addJsonPatch(JsonPatch.replace('/data', 'stock'));
  expect(() => app.synth()).toThrow('[chart-2/Object] There is no stock.');
  first.addJsonPatch(JsonPatch.add('/immutable', true));
  second.addJsonPatch(JsonPatch.replace('/data', 'shop'));
  expect(first.toJson()).toMatchObject({ immutable: true });
  expect(app.synthYaml()).toContain('immutable: true');
});

test('An app of a class with a synthesis of its own is synthesised by it.', () => {
  let runs = 0;
  class Counting extends App {
    override synth(): void {
      runs += 1;
      super.synth();
    }
  }
  const app = new Counting({ outdir: Testing.app().outdir });
  const chart = new Chart(app, 'chart');
  validateOnce(chart, () => []);
  validateOnce(chart, () => []);
  app.synth();
  expect(runs).toBe(1);
});
