import { inflateSync } from 'node:zlib';

/** Pixels of a picture: red, green, blue and opacity, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function* chunksOf(png: Buffer): Generator<readonly [type: string, body: Buffer]> {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is no PNG');
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield [png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length)];
    at += length + 12;
  }
}

/** The guess of the Paeth filter: whichever of left, above and corner is nearest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** The guess of each filter, by its number: none, left, above, the mean of both, Paeth's. */
const GUESSES: ReadonlyArray<(left: number, above: number, corner: number) => number> = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

function unfiltered(raw: Buffer, height: number, stride: number, depth: number): Uint8Array {
  const rows = new Uint8Array(height * stride);
  for (let y = 0; y < height; y += 1) {
    const guess = GUESSES[raw[y * (stride + 1)] as number];
    if (guess === undefined) throw new Error('This PNG has an unknown filter');
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= depth ? (rows[at - depth] as number) : 0;
      const above = y > 0 ? (rows[at - stride] as number) : 0;
      const corner = x >= depth && y > 0 ? (rows[at - stride - depth] as number) : 0;
      rows[at] = ((raw[y * (stride + 1) + 1 + x] as number) + guess(left, above, corner)) & 255;
    }
  }
  return rows;
}

/** Decodes a PNG as Chromium writes it: eight bits a channel, with or without opacity, not interlaced. */
export function decode(png: Buffer): Pixels {
  const chunks = [...chunksOf(png)];
  const header = chunks.find(([type]) => type === 'IHDR')?.[1];
  if (header === undefined) throw new Error('This PNG has no header');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [bits, color, , , interlaced] = header.subarray(8);
  if (bits !== 8 || (color !== 2 && color !== 6) || interlaced !== 0) throw new Error('This PNG is of another kind');
  const depth = color === 6 ? 4 : 3;
  const packed = Buffer.concat(chunks.filter(([type]) => type === 'IDAT').map(([, body]) => body));
  const rows = unfiltered(inflateSync(packed), height, width * depth, depth);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    for (let channel = 0; channel < depth; channel += 1)
      data[pixel * 4 + channel] = rows[pixel * depth + channel] as number;
  return { width, height, data };
}

/** A channel that differs less looks the same. */
const ALIKE = 40;

/** The share of the pixels (0–1) that look different; 1 when the sizes differ. */
export function difference(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let different = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    for (let channel = at; channel < at + 4; channel += 1) {
      if (Math.abs((a.data[channel] as number) - (b.data[channel] as number)) <= ALIKE) continue;
      different += 1;
      break;
    }
  }
  return different / (a.width * a.height);
}
