import { terminal } from './terminal';

/** What a command reads from and writes to. */
export interface Io {
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** Standard input up to so many bytes. */
  stdin(limit: number): Promise<string>;
  readonly color: boolean;
  /** Asks a person a question; undefined when they went away. Absent: there is nobody to ask. */
  ask?(question: string): Promise<string | undefined>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Whether to colour: `FORCE_COLOR` says yes (`0` and `false` say no), `NO_COLOR` says no, otherwise a terminal does. */
export function wantsColor(env: Env, isTerminal: boolean): boolean {
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return isTerminal && env.TERM !== 'dumb';
}

/** Reads a stream until its end, or until there is more than `limit`. */
async function read(stream: NodeJS.ReadableStream, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const buffer = Buffer.from(chunk as string | Uint8Array);
    chunks.push(buffer);
    bytes += buffer.length;
    if (bytes > limit) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The process's own streams. A reader that goes away, as `head` does, ends the command quietly. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
    });
  }
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stdin: (limit) => read(process.stdin, limit),
    color: wantsColor(process.env, process.stdout.isTTY === true),
    ...(process.stdin.isTTY === true && process.stderr.isTTY === true
      ? { ask: terminal(process.stdin, process.stderr) }
      : {}),
  };
}
