import { evidence } from '../../lib/evidence';
import { naiveFalseAlarm } from '../../lib/evidence/looks';
import { plan } from '../../lib/plan';
import { previewModel, svg } from '../../lib/preview';
import { Strategy } from '../../lib/strategy';
import { lineChart } from './line-chart';

const checkout = (weight: number, failures: number) =>
  plan(
    Strategy.canary({
      traffic: { requestsPerSecond: 50, errorRate: '0.1%' },
      steps: [{ weight, hold: '10m' }],
      guards: [{ metric: 'errorRate', max: '1%', failures }],
    }),
  );

/** The canary that docs/evidence.md begins with. */
export const strictPicture = (): string => {
  const planned = checkout(5, 0);
  return `${svg(previewModel(planned, evidence(planned)), 'a guard that looks strict')}\n`;
};

const RISES = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20] as const;

const stopped = (weight: number, failures: number) => {
  const { exposures } = evidence(checkout(weight, failures), { rises: RISES.filter((rise) => rise > 1) });
  const healthy = evidence(checkout(weight, failures)).guards[0]?.falseAborts ?? 0;
  return [[1, healthy] as const, ...exposures.map(({ rise, stopped: share }) => [rise, share] as const)];
};

/** How often a version is stopped, by how bad it is. */
export const powerPicture = (): string =>
  lineChart({
    title: 'How often the release is stopped, by how many times as often the new version fails',
    description:
      'Two canaries of 5% for ten minutes. The one that tolerates no bad reading also stops one healthy release in ten.',
    x: { title: 'failures of the new version, times the usual', ticks: [1, 2, 5, 10, 20], unit: '×' },
    y: { title: 'stopped', most: 1 },
    lines: [
      { name: '- - failures: 0', points: stopped(5, 0), style: 'weak' },
      { name: '— failures: 1', points: stopped(5, 1), style: 'new' },
    ],
  });

const LOOKS = [1, 2, 3, 4, 5, 7, 10, 14, 20, 30, 50] as const;

/** What looking again and again does to a test that was made for one look. */
export const looksPicture = (): string =>
  lineChart({
    title: 'How often a healthy release is stopped, by how often somebody looks',
    description:
      'A test made for one look at 5% stops a third of the healthy releases when it is read fifty times. The error-share guard stays at 5%.',
    x: { title: 'looks', ticks: [1, 2, 5, 10, 20, 50], unit: '' },
    y: { title: 'stopped', most: 0.4 },
    lines: [
      {
        name: 'a test made for one look',
        points: LOOKS.map((looks) => [looks, naiveFalseAlarm(looks)] as const),
        style: 'weak',
      },
      { name: 'error share: at most 5%', points: LOOKS.map((looks) => [looks, 0.05] as const), style: 'new' },
    ],
  });
