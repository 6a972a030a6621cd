/** Hands a file made in the page to the browser's downloads. */
export function saveBlob(blob: Blob, fileName: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = fileName
  link.click()
  // The browser reads the address after the click has returned.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
