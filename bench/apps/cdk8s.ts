import { ApiObject, App, Chart } from 'cdk8s';
import { type Case, withFolder } from './case';

/** An app with a chart for each service. */
export const cdk8sCase = (add: (chart: Chart) => void): Case => ({
  synthesize: (count) =>
    withFolder((outdir) => {
      const app = new App({ outdir });
      for (let at = 1; at <= count; at += 1) add(new Chart(app, `service-${at}`, { namespace: 'shop' }));
      app.synth();
      return () => app.node.findAll().filter((node) => ApiObject.isApiObject(node)).length;
    }),
});
