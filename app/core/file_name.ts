const MAX_LENGTH = 150

/** A name no file system or browser stumbles over: letters, digits, dots, dashes, underscores. */
export function cleanFileName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|-+$/g, '')
  return clean.slice(-MAX_LENGTH) || 'file'
}
