import { imageSize } from 'image-size'
import { crc32 } from 'node:zlib'

const MOST_PIXELS = 4000
const PNG_HEAD = 8
const JPEG_END = [0xff, 0xd9]

/**
 * Whether a PNG or JPEG is whole and of a size that documents can show: one that breaks off would
 * keep every document with it from being made.
 */
export function isSoundImage(content: Uint8Array): boolean {
  try {
    const { width, height, type } = imageSize(content)
    if (width < 1 || height < 1 || width > MOST_PIXELS || height > MOST_PIXELS) return false
    if (type === 'png') return isWholePng(Buffer.from(content))
    return type === 'jpg' && JPEG_END.every((byte, at) => content.at(at - 2) === byte)
  } catch {
    return false
  }
}

/** Each chunk has its length, name, data and checksum; IEND is the last. */
function isWholePng(content: Buffer): boolean {
  for (let at = PNG_HEAD; at + 12 <= content.length;) {
    const length = content.readUInt32BE(at)
    const end = at + 8 + length
    if (end + 4 > content.length) return false
    if (crc32(content.subarray(at + 4, end)) !== content.readUInt32BE(end)) return false
    if (content.toString('latin1', at + 4, at + 8) === 'IEND') return true
    at = end + 4
  }
  return false
}
