import { App as CdkApp } from 'aws-cdk-lib';
import { App as Cdk8sApp } from 'cdk8s';
import type { Finding, Plan } from 'cutover';
import { context } from '../cdk.json';
import { AccountsChart } from './accounts/accounts-chart';
import { CatalogueChart } from './catalogue/catalogue-chart';
import { LedgerChart } from './ledger/ledger-chart';
import { shop } from './shop';
import { WebChart } from './web/web-chart';

/** An app of the shop, compiled: what its construct says of it. */
export interface Compiled {
  readonly name: string;
  /** The construct that it is made with. */
  readonly made: string;
  readonly plan: Plan;
  readonly findings: readonly Finding[];
}

/** The apps on AWS, synthesised into a folder of CloudFormation templates. */
export function compileForAws(outdir: string): Compiled[] {
  const app = new CdkApp({ outdir, context, analyticsReporting: false });
  const { checkout, pricing, pricingSam, admin, search } = shop(app);
  app.synth();
  return [
    { name: 'checkout', made: 'CanaryEcsService', ...said(checkout.checkout) },
    { name: 'pricing', made: 'CanaryLambda', ...said(pricing.pricing) },
    { name: 'pricing with SAM', made: 'SamCanaryLambda', ...said(pricingSam.pricing) },
    { name: 'admin', made: 'BlueGreenEcsService', ...said(admin.admin) },
    { name: 'search', made: 'RollingEcsService', ...said(search.search) },
  ];
}

/** The apps on Kubernetes, synthesised into a folder of YAML. */
export function compileForKubernetes(outdir: string): Compiled[] {
  const app = new Cdk8sApp({ outdir });
  const { web } = new WebChart(app, 'web', { namespace: 'shop' });
  const { accounts } = new AccountsChart(app, 'accounts', { namespace: 'shop' });
  const { ledger } = new LedgerChart(app, 'ledger', { namespace: 'shop' });
  const { catalogue } = new CatalogueChart(app, 'catalogue', { namespace: 'shop' });
  app.synth();
  return [
    { name: 'web', made: 'ArgoRollout', ...said(web) },
    { name: 'accounts', made: 'BlueGreenDeployment', ...said(accounts) },
    { name: 'ledger', made: 'RecreateDeployment', ...said(ledger) },
    { name: 'catalogue', made: 'FlaggerCanary', ...said(catalogue) },
  ];
}

const said = ({ plan, findings }: Pick<Compiled, 'plan' | 'findings'>) => ({ plan, findings });
