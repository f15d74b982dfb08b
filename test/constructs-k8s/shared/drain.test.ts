import fc from 'fast-check';
import { withDrain } from '../../../constructs-k8s/shared/drain';
import { podFindings, type Surroundings } from '../../../lib/drain';
import { errorsOf } from '../../../lib/findings';
import { runs } from '../../support/arbitrary';
import { problemsOf } from '../../support/kubernetes';

const container = { name: 'web', image: 'shop/web:1', ports: [{ containerPort: 8080 }] };
const template = (...containers: object[]) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: containers.map((one) => ({ ...container, ...one })) },
});

describe('a drain in a pod template', () => {
  test('is a sleep of every container, and a grace period of both', () => {
    const { spec } = withDrain(template({}, { name: 'proxy', ports: [] }), 40);
    expect(spec.terminationGracePeriodSeconds).toBe(45);
    expect(spec.containers.map(({ lifecycle }) => lifecycle)).toEqual([
      { preStop: { sleep: { seconds: 5 } } },
      { preStop: { sleep: { seconds: 5 } } },
    ]);
  });

  test('is a command on a cluster without the action', () => {
    const { spec } = withDrain(template({}), 40, { kubernetes: '1.29' });
    expect(spec.containers[0]?.lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '5'] } } });
  });

  test('waits for the load balancer', () => {
    const loadBalancer = { targets: 'localNodes', healthCheck: { interval: 10 } } as const;
    const { spec } = withDrain(template({}), 20, { loadBalancer });
    expect(spec.terminationGracePeriodSeconds).toBe(55);
    expect(spec.containers[0]?.lifecycle).toEqual({ preStop: { sleep: { seconds: 35 } } });
  });

  test('keeps a hook of the container’s own, and makes room for it', () => {
    const own = { postStart: { exec: { command: ['warm'] } }, preStop: { exec: { command: ['sleep', '20'] } } };
    const { spec } = withDrain(template({ lifecycle: own }), 40);
    expect(spec.containers[0]?.lifecycle).toEqual(own);
    expect(spec.terminationGracePeriodSeconds).toBe(60);
  });

  test('adds to a container that only has another hook', () => {
    const postStart = { exec: { command: ['warm'] } };
    expect(withDrain(template({ lifecycle: { postStart } }), 40).spec.containers[0]?.lifecycle).toEqual({
      postStart,
      preStop: { sleep: { seconds: 5 } },
    });
  });

  test('leaves a longer grace period to a hook that nobody can read', () => {
    const lifecycle = { preStop: { httpGet: { path: '/leave', port: 8080 } } };
    const { spec } = template({ lifecycle });
    const slow = withDrain({ spec: { ...spec, terminationGracePeriodSeconds: 300 } }, 40);
    expect(slow.spec.terminationGracePeriodSeconds).toBe(300);
    expect(withDrain({ spec }, 40).spec.terminationGracePeriodSeconds).toBe(40);
  });

  test('is nothing when the strategy has none', () => {
    const as = template({});
    expect(withDrain(as, undefined)).toBe(as);
  });

  const surroundings: fc.Arbitrary<Surroundings> = fc.record(
    {
      loadBalancer: fc.record(
        {
          targets: fc.constantFrom('pods', 'nodes', 'localNodes'),
          takesOut: fc.integer({ min: 0, max: 60 }),
          healthCheck: fc.record({ interval: fc.integer({ min: 1, max: 60 }) }),
        },
        { requiredKeys: ['targets'] },
      ),
      kubernetes: fc.constantFrom('1.28', '1.29', '1.30', '1.34'),
    },
    { requiredKeys: [] },
  );

  test('adds up, whatever is around it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3600 }), surroundings, (drain, around) => {
        const drained = withDrain(template({}), drain, around);
        const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: drained.spec };
        expect(problemsOf(pod)).toEqual([]);
        expect(errorsOf(podFindings(drained, { drain, ...around }))).toEqual([]);
      }),
      runs,
    );
  });
});
