import { deflateSync } from 'node:zlib';
import { decode, difference, type Pixels } from './png';
import { outside, overlaps, type Word } from './probe';

const chunk = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
};

/** A PNG of three channels, whose rows are filtered as they are given. */
function png(width: number, rows: readonly (readonly number[])[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.from(rows.flat()));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

test('every filter of a PNG is undone', () => {
  const rows = [
    [0, 10, 20, 30, 40, 50, 60],
    [1, 10, 20, 30, 30, 30, 30],
    [2, 0, 0, 0, 0, 0, 0],
    [3, 5, 10, 15, 15, 15, 15],
    [4, 0, 0, 0, 0, 0, 0],
  ];
  const { data } = decode(png(2, rows));
  const pixels = Array.from({ length: 5 }, (_, y) => [...data.subarray(y * 8, y * 8 + 8)]);
  const same = [10, 20, 30, 255, 40, 50, 60, 255];
  expect(pixels).toEqual([same, same, same, [10, 20, 30, 255, 40, 50, 60, 255], [10, 20, 30, 255, 40, 50, 60, 255]]);
});

test('pictures differ by the share of pixels that look different', () => {
  const grey = (levels: readonly number[]): Pixels => ({
    width: levels.length,
    height: 1,
    data: Uint8Array.from(levels.flatMap((level) => [level, level, level, 255])),
  });
  expect(difference(grey([0, 0, 0, 0]), grey([0, 10, 30, 200]))).toBe(0.25);
  expect(difference(grey([0]), grey([0, 0]))).toBe(1);
});

test('words that touch are told from words that overlap, and from words outside', () => {
  const word = (text: string, left: number, top: number): Word => ({
    text,
    left,
    right: left + 20,
    top,
    bottom: top + 14,
  });
  expect(overlaps([word('a', 0, 0), word('b', 20, 0), word('c', 0, 12)])).toEqual([]);
  expect(overlaps([word('a', 0, 0), word('b', 15, 2)])).toEqual(['a / b']);
  expect(outside([word('in', 0, 0), word('out', 95, 0)], { left: 0, right: 100, top: 0, bottom: 50 })).toEqual(['out']);
});
