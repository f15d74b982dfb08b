import { App } from 'cdk8s';
import { AccountsChart } from './accounts/accounts-chart';
import { CatalogueChart } from './catalogue/catalogue-chart';
import { LedgerChart } from './ledger/ledger-chart';
import { WebChart } from './web/web-chart';

const app = new App({ outdir: 'out/k8s' });
new WebChart(app, 'web', { namespace: 'shop' });
new AccountsChart(app, 'accounts', { namespace: 'shop' });
new LedgerChart(app, 'ledger', { namespace: 'shop' });
new CatalogueChart(app, 'catalogue', { namespace: 'shop' });
app.synth();
