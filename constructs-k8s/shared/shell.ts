/** A text as one word of a shell. */
export const word = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A value as JSON in which a runbook finds no `{{name}}` to fill in. */
export const json = (value: unknown): string => JSON.stringify(value).replaceAll('{{', '{\\u007b');

/** Changes an object of a cluster by JSON Patch (`json`) or by a JSON Merge Patch (`merge`). */
export const patch = (object: string, type: 'json' | 'merge', value: unknown): string =>
  `kubectl patch ${object} -n {{namespace}} --type=${type} -p ${word(json(value))}`;

/** Reads objects of a cluster, has jq change them, and puts them back; it fails when somebody else changed them meanwhile. */
export const edit = (objects: string, program: string): string =>
  `kubectl get ${objects} -n {{namespace}} -o json | jq ${word(program)} | kubectl replace -f -`;
