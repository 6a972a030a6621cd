/**
 * The page's policy allows only styles that carry its nonce. Some libraries create style elements
 * without one, so every style element made here gets it.
 */
export const cspNonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce

const createElement = document.createElement
document.createElement = function (this: Document, name: string, options?: ElementCreationOptions) {
  const element = createElement.call(this, name, options)
  if (cspNonce && element instanceof HTMLStyleElement) element.nonce = cspNonce
  return element
} as typeof document.createElement
