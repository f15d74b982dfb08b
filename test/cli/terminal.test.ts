import { PassThrough } from 'node:stream';
import { terminal } from '../../cli/terminal';

function streams() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  return { input, output, ask: terminal(input, output) };
}

test('an answer belongs to its question, which goes to the other stream', async () => {
  const { input, output, ask } = streams();
  const first = ask('one? ');
  input.write('yes\n');
  expect(await first).toBe('yes');
  const second = ask('two? ');
  input.write('no\n');
  expect(await second).toBe('no');
  expect(output.read().toString()).toBe('one? two? ');
});

test('what was typed ahead answers the next questions', async () => {
  const { input, ask } = streams();
  const first = ask('one? ');
  input.write('a\nb\n');
  expect(await first).toBe('a');
  expect(await ask('two? ')).toBe('b');
  const third = ask('three? ');
  input.write('c\n');
  expect(await third).toBe('c');
});

test('who goes away answers nothing, now and later; a last line without an end counts', async () => {
  const { input, ask } = streams();
  const first = ask('one? ');
  input.end('last');
  expect(await first).toBe('last');
  expect(await ask('two? ')).toBeUndefined();
  expect(await ask('three? ')).toBeUndefined();
});
