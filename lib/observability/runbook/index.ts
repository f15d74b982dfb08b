export { type RunbookOptions, runbookText } from './runbook';
