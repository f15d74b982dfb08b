import type { App } from 'aws-cdk-lib';
import { AdminStack } from './admin/admin-stack';
import { CheckoutStack } from './checkout/checkout-stack';
import { PlatformStack } from './platform/platform-stack';
import { PricingSamStack } from './pricing/pricing-sam-stack';
import { PricingStack } from './pricing/pricing-stack';
import { SearchStack } from './search/search-stack';

/** The part of the shop that runs on AWS. */
export function shop(app: App) {
  const { cluster } = new PlatformStack(app, 'Platform');
  return {
    checkout: new CheckoutStack(app, 'Checkout', { cluster }),
    pricing: new PricingStack(app, 'Pricing'),
    pricingSam: new PricingSamStack(app, 'PricingSam'),
    admin: new AdminStack(app, 'Admin', { cluster }),
    search: new SearchStack(app, 'Search', { cluster }),
  };
}
