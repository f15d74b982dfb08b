import { resolve } from 'node:path';

/** Loads one entry of the package, or nothing, perhaps makes a first strategy, and prints what that took. */
const [entry, use] = process.argv.slice(2);

const begin = performance.now();
const loaded = entry === undefined ? undefined : require(entry.startsWith('.') ? resolve(entry) : entry);
if (use !== undefined) (loaded as typeof import('cutover')).Strategy.canary({ steps: [{ weight: 5, hold: '10m' }] });
const milliseconds = performance.now() - begin;
const megabytes = process.resourceUsage().maxRSS / 1024;

console.log(JSON.stringify({ milliseconds, megabytes, modules: Object.keys(require.cache).length }));
