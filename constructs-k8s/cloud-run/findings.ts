import type { FindingDocs } from '../../lib/findings';
import { findingsOf } from '../shared/findings';

/** What Knative's and Cloud Run's constructs can say besides the rulings on the clauses. */
export const CLOUD_RUN_FINDINGS = {
  'cloud-run-name': {
    title: 'The name is not one that the platform takes',
    why: 'Names are lower case letters, digits and hyphens, beginning with a letter: up to 49 for a Service of Cloud Run, up to 63 for the rest.',
    fix: 'Write a shorter name such as `web`.',
  },
  'cloud-run-revision': {
    title: 'The revision is not named as the platform wants it',
    why: 'A revision’s name begins with the Service’s and a hyphen, has up to 63 letters, and no two revisions have one name: the traffic could not be divided.',
    fix: "Write, for example, `revisions: { stable: 'web-1-4-1', candidate: 'web-1-4-2' }`, or in the first release of all `revisions: { candidate: 'web-1-4-1' }`.",
  },
  'cloud-run-first-release': {
    title: 'Everything goes to the new revision at once',
    why: 'No stable revision is named. The first release of a Service has none: Knative is never ready while `traffic` names a revision that does not exist. Every later release has one, and without it no phase protects anybody.',
    fix: 'In the first release nothing: name its revision as `revisions.stable` in the next one. Otherwise name the revision that answers now.',
  },
  'cloud-run-phase': {
    title: 'The phase cannot be chosen',
    why: 'People apply one phase of the plan after the other; Cloud Deploy goes through them itself.',
    fix: 'Write one of the names that the finding lists, or leave `phase` out with Cloud Deploy.',
  },
  'cloud-run-nobody-watches': {
    title: 'Nobody runs a part of the safety',
    why: 'A Service divides requests and runs nothing: it contains no guard, check, bake or rollback.',
    fix: 'Have Cloud Deploy run the release (`CloudDeployPipeline`), or accept this finding and say who watches.',
  },
  'cloud-run-number': {
    title: 'The number is not one that the platform takes',
    why: 'Instances, requests at the same time and seconds are whole numbers within the platform’s limits.',
    fix: 'Write a number of the allowed range.',
  },
  'cloud-run-containers': {
    title: 'Not exactly one container answers requests',
    why: 'The platform sends requests to the one container that has a port; with several containers it has to be told which.',
    fix: 'Give `ports` to exactly one container.',
  },
  'cloud-run-target': {
    title: 'The target is not one of Cloud Deploy',
    why: 'A target has an id of its own, and a place such as `projects/shop/locations/europe-west1`.',
    fix: "Write `{ id: 'production', location: 'projects/shop/locations/europe-west1' }`.",
  },
  'cloud-run-account': {
    title: 'Nobody may advance or repair the rollout',
    why: 'Cloud Deploy advances a phase and rolls back as a service account, which an Automation must name.',
    fix: 'Give `automationServiceAccount`, an account with the role `roles/clouddeploy.releaser`.',
  },
  'cloud-run-url': {
    title: 'The Service’s URL is not known',
    why: 'HTTP checks ask the URL of the new revision’s tag, which is made of the Service’s.',
    fix: 'Give `url`, for example `https://web-123456789012.europe-west1.run.app`.',
  },
} as const satisfies FindingDocs;

/** The ids of the findings about Cloud Run and Knative, which `accept` takes. */
export type CloudRunFindingId = keyof typeof CLOUD_RUN_FINDINGS;

/** A finding of this folder. */
export const finding = findingsOf(CLOUD_RUN_FINDINGS, ['cloud-run-first-release']);
