import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'

/** Collects requests to any other origin: a page must need nothing beyond its own server. */
export function refuseForeignRequests(page: Page) {
  const home = new URL(page.url()).host
  const foreign: string[] = []
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    // Vite's own socket exists only while developing and testing.
    if (protocol.startsWith('http') && host !== home) foreign.push(request.url())
  })
  return () => foreign
}

type Axe = {
  violations: {
    id: string
    impact: string | null
    nodes: { html: string; failureSummary: string }[]
  }[]
}

/**
 * The two hidden neighbours of the toasts hand the focus on the moment they get it, so nobody
 * ever rests on them; axe cannot know.
 */
const FOCUS_PROXIES = 'span[aria-hidden="true"][tabindex="0"]'

/** What axe calls serious or critical on the page as it stands. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const source = await readFile(
    createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    'utf8'
  )
  await page.evaluate(source)
  const { violations } = (await page.evaluate(
    `axe.run({ exclude: [[${JSON.stringify(FOCUS_PROXIES)}]] })`
  )) as Axe
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.html} (${node.failureSummary})`).join(' | ')}`
    )
}
