import type { Draft, DraftStep } from './draft';
import type { Report } from './report';

const waits = (step: Omit<DraftStep, 'weight' | 'mirror' | 'audience'>): boolean =>
  step.hold !== undefined || step.approve !== undefined || (step.checks?.length ?? 0) > 0;

const changes = (step: DraftStep | undefined): boolean =>
  step === undefined || step.weight !== undefined || step.mirror !== undefined || (step.audience?.length ?? 0) > 0;

/** A weight to suggest above one: twice as much while there is room, then halfway to everything. */
function aboveOf(before: number): number | undefined {
  if (before >= 99) return undefined;
  const twice = Math.max(before * 2, before + 5);
  return twice < 100 ? twice : Math.ceil((before + 100) / 2);
}

function weights(steps: NonNullable<Draft['steps']>, report: Report): void {
  let before = 0;
  let place = 'the stable version has everything';
  steps.forEach((step, at) => {
    const weight = step?.weight;
    if (weight === undefined) return;
    const path = `steps[${at}].weight`;
    const received = String(weight);
    if (weight === 100) {
      const bake = step?.hold ?? '10m';
      const fix = `leave the step out and write \`bake: ${bake}\``;
      const expected = 'a weight below 100';
      report.add('step-at-full-weight', path, 'The step after the last one is 100 % by itself', {
        received,
        expected,
        fix,
      });
    } else if (weight <= before) {
      const above = aboveOf(before);
      const fix =
        before === 0 || above === undefined
          ? 'leave `weight` out'
          : `write \`weight: ${above}\`, or leave \`weight\` out to stay at ${before} %`;
      const message =
        before === 0 ? `${weight} % does not rise: ${place}` : `${weight} % is not above the ${before} % of ${place}`;
      report.add('weight-order', path, message, { received, expected: `above ${before} and below 100`, fix });
    } else {
      before = weight;
      place = `steps[${at}]`;
    }
  });
}

function canary(steps: NonNullable<Draft['steps']>, report: Report): void {
  steps.forEach((step, at) => {
    const path = `steps[${at}]`;
    if (step === undefined || !report.intact(path)) return;
    if (!waits(step) && !changes(step)) {
      report.add('empty-step', path, 'This step does nothing', {
        expected: 'a change of traffic, a hold, checks or an approval',
        fix: 'write `hold: 10m`, or leave the step out',
      });
    } else if (!waits(step) && changes(steps[at + 1])) {
      report.add('step-without-hold', path, 'This step ends at once, and nothing is seen at it', {
        fix: 'add `hold: 10m`',
      });
    }
    if (step.mirror === 0) zeroShare(`${path}.mirror`, report, 'write `5`, or leave `mirror` out');
  });
  weights(steps, report);
  const exposes = steps.some((step) => step === undefined || changes(step));
  if (steps.length > 0 && !exposes && report.intact('steps')) {
    report.add('canary-without-traffic', 'steps', 'No step gives the new version traffic', {
      expected: 'a `weight`, a `mirror` or an `audience` in at least one step',
      fix: 'write `weight: 5` in the first step, or `kind: blueGreen` with a `preview`',
    });
  }
}

function zeroShare(path: string, report: Report, fix = 'write `5`'): void {
  report.add('zero-share', path, 'Nothing would reach the new version', {
    received: '0',
    expected: 'above 0',
    fix,
  });
}

function linear(step: number | undefined, report: Report): void {
  if (step === undefined) return;
  if (step === 0) zeroShare('step', report);
  else if (step === 100) {
    const fix = 'write `step: 10`, or `kind: blueGreen`';
    report.add('full-share', 'step', 'One step of 100 % moves everything at once', {
      received: '100',
      expected: 'below 100',
      fix,
    });
  } else if (step < 1) {
    const message = `Steps of ${step} % are ${Math.ceil(100 / step) - 1} steps`;
    report.add('too-many-steps', 'step', message, {
      received: String(step),
      expected: 'at least 1',
      fix: 'write `step: 1`',
    });
  }
}

function preview(part: Draft['preview'], report: Report): void {
  if (part === undefined || waits(part) || !report.intact('preview')) return;
  report.add('empty-step', 'preview', 'This preview does nothing', {
    expected: 'a hold, checks or an approval',
    fix: 'write `hold: 10m`, or leave `preview` out',
  });
}

const isZero = (amount: Draft['surge']): boolean => amount === 0 || (typeof amount === 'object' && amount.copies === 0);

function rolling({ surge, unavailable }: Draft, report: Report): void {
  if (!isZero(surge) || !(unavailable === undefined || isZero(unavailable)) || !report.intact('unavailable')) return;
  report.add(
    'surge-and-unavailable-zero',
    'surge',
    'No copy may be added and none may be missing: none can be replaced',
    {
      received: '0',
      expected: '`surge` or `unavailable` above 0',
      fix: 'write `surge: 25%`',
    },
  );
}

/** How the new version gets its traffic. */
export function stepRules(draft: Draft, report: Report): void {
  if (draft.steps !== undefined) canary(draft.steps, report);
  if (draft.kind === 'linear') linear(draft.step, report);
  if (draft.mirror === 0) zeroShare('mirror', report);
  if (draft.split === 0) zeroShare('split', report);
  if (draft.split === 100) {
    const message = 'Nobody would be left at the stable version';
    report.add('full-share', 'split', message, { received: '100', expected: 'below 100', fix: 'write `split: 50`' });
  }
  preview(draft.preview, report);
  if (draft.kind === 'rolling') rolling(draft, report);
}
