export { type OperatedTarget, type RunbookOptions, runbookText } from './runbook';
