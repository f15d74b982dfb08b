import type { Note } from './log';
import { hashOf } from './world';

function what(note: Note): string {
  switch (note.kind) {
    case 'Rollout': {
      const {
        phase,
        currentStepIndex,
        currentPodHash,
        stableRS,
        pauseConditions = [],
        message = '',
      } = note.object.status ?? {};
      const reasons = pauseConditions.map(({ reason }) => reason).join();
      return `${phase} step ${currentStepIndex} new ${currentPodHash} stable ${stableRS} ${reasons} ${message}`;
    }
    case 'ReplicaSet':
      return `${note.object.status?.readyReplicas ?? 0} of ${note.object.spec.replicas} ready`;
    case 'Service':
      return hashOf(note.object.spec.selector);
    case 'AnalysisRun': {
      const { phase, message = '', metricResults = [] } = note.object.status ?? {};
      const results = metricResults.map((metric) => `${metric.name} ${metric.phase} ×${metric.count ?? 0}`).join(', ');
      return `${phase} ${message} ${results} ${JSON.stringify(note.object.metadata.labels)}`;
    }
    case 'VirtualService':
      return JSON.stringify(
        note.object.spec.http.map(({ name, route, mirrorPercentage }) => [
          name,
          route?.map(({ weight }) => weight),
          mirrorPercentage?.value,
        ]),
      );
  }
}

/** What was noted, a line each: for the eyes of who looks into a failure. */
export const told = (notes: readonly Note[]): string =>
  notes
    .map((note) => `${(note.at / 1000).toFixed(1)} s ${note.kind} ${note.object.metadata.name}: ${what(note)}`)
    .join('\n');
