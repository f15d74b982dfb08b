import type { Finding } from '../lib/findings';

/** Names of fields, and the options that set them: `maxDuration` is `--max-duration`. */
export type OptionNames = Readonly<Record<string, string>>;

/** A finding about a field that came from an option, in the words of the command line. */
export function inOptions(finding: Finding, names: OptionNames): Finding {
  const option = names[finding.path];
  const asOption = (text: string): string =>
    text.replace(/`(\w+)(?:: ([^`]+))?`/g, (whole, name: string, value?: string) => {
      const known = names[name];
      return known === undefined ? whole : `\`${[known, ...(value === undefined ? [] : [value])].join(' ')}\``;
    });
  const asWords = (text: string): string =>
    asOption(text).replace(/(?<![-\w])[a-z]+[A-Z]\w*/g, (name) => names[name] ?? name);
  const spoken = option === undefined ? finding.message : finding.message.replace(finding.path, option);
  return {
    ...finding,
    path: option ?? finding.path,
    message: asWords(spoken),
    ...(finding.fix === undefined ? {} : { fix: asOption(finding.fix) }),
  };
}
