import type { Runbook } from '../../lib/fidelity';

const PLACE = '--delivery-pipeline={{name}} --region="$REGION"';
const rollout = (verb: string): string => `gcloud deploy rollouts ${verb} "$ROLLOUT" --release="$RELEASE" ${PLACE}`;

/** A rollout of Cloud Deploy by hand. */
export const CLOUD_RUN_RUNBOOK: Runbook = {
  tools: ['gcloud'],
  variables: [
    { name: 'REGION', about: 'the region of the pipeline' },
    {
      name: 'RELEASE',
      about: 'the release',
      found: `gcloud deploy releases list ${PLACE} --sort-by=~createTime --limit=1 --format='value(name.basename())'`,
    },
    {
      name: 'ROLLOUT',
      about: 'its rollout',
      found: `gcloud deploy rollouts list --release="$RELEASE" ${PLACE} --sort-by=~createTime --limit=1 --format='value(name.basename())'`,
    },
    { name: 'TARGET', about: 'the target: `production`' },
    { name: 'STABLE', about: 'the revision before, as `gcloud run revisions list` names it' },
  ],
  watch: {
    commands: [
      rollout('describe'),
      `gcloud run services describe {{name}} --region="$REGION" --format='yaml(status.traffic)'`,
    ],
    effect: 'They show the phases with their jobs, and the share of each revision.',
  },
  approve: { commands: [rollout('advance')], effect: 'The rollout goes on with the next phase.' },
  promote: {
    commands: [rollout('advance')],
    effect: 'One phase at a time: once more for each that is left. What a phase checks is still checked.',
  },
  pause: {
    commands: [
      `gcloud deploy automations export release ${PLACE} --destination=automation.yaml`,
      'gcloud deploy apply --file=automation.yaml --region="$REGION"',
    ],
    effect:
      'Between both, write `suspended: true` into the file. The rollout then stays in its phase until a person advances it, and nothing rolls it back by itself.',
  },
  resume: {
    commands: [rollout('advance')],
    effect: 'The rollout goes on. Take `suspended` away for the next release.',
  },
  abort: {
    commands: [rollout('cancel'), `gcloud deploy targets rollback "$TARGET" ${PLACE}`],
    effect:
      'Nothing goes on any more, and the release before is deployed again, everything at once. Faster, while you wait: `gcloud run services update-traffic {{name}} --region="$REGION" --to-revisions="$STABLE"=100`.',
  },
  rollback: {
    commands: [`gcloud deploy targets rollback "$TARGET" ${PLACE}`],
    effect: 'The release before is deployed again, everything at once.',
  },
  pointOfNoReturn: 'Cloud Run keeps the revisions before: the way back stays open, but they have to start again.',
  permissions:
    '`roles/clouddeploy.releaser` and `roles/clouddeploy.approver` for the pipeline, `roles/run.developer` for the Service',
  source: 'https://cloud.google.com/deploy/docs/deployment-strategies/manage-rollout',
};
