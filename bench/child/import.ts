import { resolve } from 'node:path';

/** Loads one entry of the package, or nothing, and prints what that took. */
const [entry] = process.argv.slice(2);

const begin = performance.now();
if (entry !== undefined) require(entry.startsWith('.') ? resolve(entry) : entry);
const milliseconds = performance.now() - begin;
const megabytes = process.resourceUsage().maxRSS / 1024;

console.log(JSON.stringify({ milliseconds, megabytes, modules: Object.keys(require.cache).length }));
