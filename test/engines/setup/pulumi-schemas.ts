import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes what the provider embeds, and its own build generates: its schema with a version, and its mapping. */
export function embedSchemas(module: string, version: string): void {
  const folder = join(module, 'cmd', 'pulumi-resource-kubernetes');
  const read = (name: string): object => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const write = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content));
  write('schema-embed.json', { ...read('schema.json'), version });
  write('terraform-mapping-embed.json', read('terraform-mapping.json'));
}
