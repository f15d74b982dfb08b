import { App } from 'cdk8s';
import { WebChart } from './web/web-chart';

const app = new App({ outdir: 'out/k8s' });
new WebChart(app, 'web', { namespace: 'shop' });
app.synth();
