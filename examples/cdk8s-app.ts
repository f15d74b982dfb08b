import { App } from 'cdk8s';
import { CatalogueChart } from './catalogue/catalogue-chart';
import { WebChart } from './web/web-chart';

const app = new App({ outdir: 'out/k8s' });
new WebChart(app, 'web', { namespace: 'shop' });
new CatalogueChart(app, 'catalogue', { namespace: 'shop' });
app.synth();
