// Rewrites each compiled index.js that only passes on what other files export: a file is loaded when something of it is first used.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const COMMENT = /\/\*.*?\*\/|^\/\/[^\n]*$/gms;
const PASSES_ON = /^\s*(import '[^']+';\s*)*(export (type )?(\*|\{[^}]*\}) from '[^']+';\s*)+$/;

const entries = ['lib', 'constructs-aws', 'constructs-k8s'].flatMap((root) =>
  readdirSync(root, { recursive: true })
    .filter((file) => /(^|[\\/])index\.ts$/.test(file))
    .map((file) => join(root, file))
    .filter((file) => PASSES_ON.test(readFileSync(file, 'utf8').replaceAll(COMMENT, '')))
    .map((file) => join('dist', file.replace(/ts$/, 'js'))),
);

const REQUIRE = /(\w+) = require\("([^"]+)"\)/g;
const NAMED = /exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.(\w+); \} \}/g;
const LOADED = /^require\("[^"]+"\);$/gm;
const STAR = /__exportStar\(require\("([^"]+)"\), exports\)/g;

/** What an entry exports, each with the file that has it, and its name there. */
function exportsOf(entry) {
  const text = readFileSync(entry, 'utf8');
  const files = new Map(Array.from(text.matchAll(REQUIRE), ([, variable, file]) => [variable, file]));
  const named = Array.from(text.matchAll(NAMED), ([, name, variable, as]) => ({ name, file: files.get(variable), as }));
  const starred = Array.from(text.matchAll(STAR), ([, file]) =>
    exportsOf(join(dirname(entry), file, 'index.js')).map(({ name }) => ({ name, file, as: name })),
  );
  return [...named, ...starred.flat()];
}

/** What an entry loads at once. */
const loadedBy = (entry) => Array.from(readFileSync(entry, 'utf8').matchAll(LOADED), ([line]) => `${line}\n`).join('');

/** Node.js finds the names for `import { … }` from CommonJS by reading the source: the first line of assignments tells it. */
const lazy = (all, loaded) => `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
${loaded}${all.map(({ name }) => `exports.${name} = `).join('')}void 0;
const lazy = (name, load) =>
  Object.defineProperty(exports, name, {
    enumerable: true,
    configurable: true,
    get() {
      const value = load();
      Object.defineProperty(exports, name, { enumerable: true, value });
      return value;
    },
  });
${all.map(({ name, file, as }) => `lazy(${JSON.stringify(name)}, () => require(${JSON.stringify(file)}).${as});`).join('\n')}
`;

const texts = entries.map((entry) => lazy(exportsOf(entry), loadedBy(entry)));
entries.forEach((entry, at) => {
  writeFileSync(entry, texts[at]);
});
