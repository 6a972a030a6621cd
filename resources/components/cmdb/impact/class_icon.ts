import { getIcon } from '@iconify/vue'

/** A class icon of the bundled set as a picture for the canvas, or nothing when it is not loaded. */
export function iconPicture(name: string | undefined, colour: string): string | null {
  const icon = name ? getIcon(name) : null
  if (!icon) return null
  const body = icon.body.replaceAll('currentColor', colour)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24">${body}</svg>`
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`
}
