import type { Rule } from './rule';
import { abruptShutdown } from './rules/abrupt-shutdown';
import { compatibleMigrations } from './rules/compatible-migrations';
import { connectionDraining } from './rules/connection-draining';
import { databaseRollback } from './rules/database-rollback';
import { featureFlags } from './rules/feature-flags';
import { gracefulShutdown } from './rules/graceful-shutdown';
import { healthChecks } from './rules/health-checks';
import { ignoredDatabase } from './rules/ignored-database';
import { incompatibleSchema } from './rules/incompatible-schema';
import { insufficientMonitoring } from './rules/insufficient-monitoring';
import { loadTest } from './rules/load-test';
import { manualDeployment } from './rules/manual-deployment';
import { monitoring } from './rules/monitoring';
import { noFeatureFlags } from './rules/no-feature-flags';
import { noHealthChecks } from './rules/no-health-checks';
import { noRollbackPlan } from './rules/no-rollback-plan';
import { oneStrategyForAll } from './rules/one-strategy-for-all';
import { postDeploymentValidation } from './rules/post-deployment-validation';
import { productionOnlyTesting } from './rules/production-only-testing';
import { runbook } from './rules/runbook';
import { smokeTests } from './rules/smoke-tests';
import { testedRollback } from './rules/tested-rollback';

/** The checklist: twelve practices, then ten pitfalls. */
export const RULES: readonly Rule[] = [
  healthChecks,
  gracefulShutdown,
  connectionDraining,
  compatibleMigrations,
  monitoring,
  testedRollback,
  loadTest,
  smokeTests,
  featureFlags,
  databaseRollback,
  runbook,
  postDeploymentValidation,
  noHealthChecks,
  abruptShutdown,
  incompatibleSchema,
  noRollbackPlan,
  insufficientMonitoring,
  productionOnlyTesting,
  manualDeployment,
  oneStrategyForAll,
  ignoredDatabase,
  noFeatureFlags,
];

/** The ids by which rules are answered and accepted. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
