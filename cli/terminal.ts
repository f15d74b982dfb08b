import { createInterface, type Interface } from 'node:readline';

/**
 * Asks a person. The questions go to a stream of their own, standard error, so that a result can go into a file. What was typed ahead counts;
 * undefined when the person went away.
 */
export function terminal(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): (question: string) => Promise<string | undefined> {
  const typed: string[] = [];
  let lines: Interface | undefined;
  let isOver = false;
  let waiting: ((line: string | undefined) => void) | undefined;
  const hear = (line: string | undefined) => {
    const heard = waiting;
    waiting = undefined;
    if (heard !== undefined) heard(line);
    else if (line !== undefined) typed.push(line);
  };
  return async (question) => {
    output.write(question);
    lines ??= createInterface({ input, terminal: false })
      .on('line', hear)
      .on('close', () => {
        isOver = true;
        hear(undefined);
      });
    if (typed.length > 0 || isOver) return typed.shift();
    lines.resume();
    const line = await new Promise<string | undefined>((resolve) => {
      waiting = resolve;
    });
    if (!isOver) lines.pause(); // a terminal that is listened to would keep the process alive
    return line;
  };
}
