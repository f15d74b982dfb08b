import type { Case } from '../apps/case';

/** Builds and synthesises an app of so many services, and prints what that took, from the first import to the last file. */
const [name = '', count = '1'] = process.argv.slice(2);

const begin = process.cpuUsage();
const start = performance.now();
const { synthesize } = require(`../apps/${name}`) as Case;
const countResources = synthesize(Number(count));
const wall = performance.now() - start;
const { user, system } = process.cpuUsage(begin);
const megabytes = process.resourceUsage().maxRSS / 1024;

console.log(JSON.stringify({ wall, cpu: (user + system) / 1000, megabytes, resources: countResources() }));
