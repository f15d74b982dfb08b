import { checkedTarget, type Target } from '../../lib/fidelity';
import { optionsOf } from '../shared/options';
import { type AppMeshEmitOptions, type AppMeshFragment, emit } from './emit';
import { APP_MESH_LIMITS } from './limits';
import { APP_MESH_RUNBOOK } from './runbook';
import { trace } from './trace';

/** AWS App Mesh alone, which AWS ended on 2026-09-30. */
export const appMesh: Target<AppMeshFragment, AppMeshEmitOptions> = checkedTarget<AppMeshFragment, AppMeshEmitOptions>(
  {
    id: 'app-mesh',
    title: 'AWS App Mesh',
    format: 'yaml',
    limits: APP_MESH_LIMITS,
    emit,
    trace,
    runbook: APP_MESH_RUNBOOK,
    prometheus: false,
  },
  optionsOf('AppMeshEmitOptions'),
);
