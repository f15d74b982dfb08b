// Rewrites the compiled dist/lib/index.js so that a part of the library is loaded when something of it is first used.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const file = new URL('../dist/lib/index.js', import.meta.url);
const load = createRequire(file);
const compiled = readFileSync(file, 'utf8');
const parts = Array.from(compiled.matchAll(/require\("(\.\/[^"]+)"\)/g), ([, part]) => part);
const whole = load('./index.js');

const lines = Object.keys(whole).map((name) => {
  const part = parts.find((one) => Object.hasOwn(load(one), name) && load(one)[name] === whole[name]);
  if (part === undefined) throw new Error(`dist/lib/index.js exports ${name}, and none of ${parts.join(', ')} does`);
  return `lazy(${JSON.stringify(name)}, () => require(${JSON.stringify(part)}));`;
});

// Node.js finds the names for `import { … }` from CommonJS by reading the source: the first line of assignments tells it.
writeFileSync(
  file,
  `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
${Object.keys(whole)
  .map((name) => `exports.${name} = `)
  .join('')}void 0;
const lazy = (name, load) =>
  Object.defineProperty(exports, name, {
    enumerable: true,
    configurable: true,
    get() {
      const value = load()[name];
      Object.defineProperty(exports, name, { enumerable: true, value });
      return value;
    },
  });
${lines.join('\n')}
`,
);
