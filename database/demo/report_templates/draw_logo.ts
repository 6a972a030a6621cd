import { crc32, deflateSync } from 'node:zlib'

const SIZE = 96
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const TRUECOLOUR = [8, 2, 0, 0, 0]

/** The provider's mark as a PNG: a beam upon two pillars in a square of the colour, `#rrggbb`. */
export function drawLogo(colour: string): Buffer {
  const ground = [...Buffer.from(colour.slice(1), 'hex')]
  const rows = Array.from({ length: SIZE }, (_, y) => [
    // Each row begins with its filter: none.
    0,
    ...Array.from({ length: SIZE }, (__, x) => (isMark(x, y) ? [255, 255, 255] : ground)).flat(),
  ])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(SIZE, 0)
  header.writeUInt32BE(SIZE, 4)
  header.set(TRUECOLOUR, 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function isMark(x: number, y: number): boolean {
  const isBeam = y >= 22 && y < 36 && x >= 16 && x < 80
  const isPillar = y >= 36 && y < 76 && ((x >= 24 && x < 38) || (x >= 58 && x < 72))
  return isBeam || isPillar
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
