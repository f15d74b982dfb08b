export { html, type PreviewTable } from './html';
export { mermaid } from './mermaid';
export {
  type GuardLane,
  type GuardSight,
  type PreviewModel,
  previewModel,
  type RollbackSight,
  type Stretch,
} from './model';
export { svg } from './svg';
export { text } from './text';
