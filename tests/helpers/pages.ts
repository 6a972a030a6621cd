import { PASSWORD } from '#tests/helpers/accounts'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'

/** Fills in the sign-in page and waits for what comes after it. */
export async function signIn(page: Page, email: string, password = PASSWORD) {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** Opens a lookup by its label, searches and takes the first answer. */
export async function choose(page: Page, label: string, term: string) {
  await page.getByRole('combobox', { name: new RegExp(`^${label}`) }).fill(term)
  await page
    .getByRole('option', { name: new RegExp(term) })
    .first()
    .click()
}

/** Has a document made by the button of that name and gives its content. */
export async function download(page: Page, name: string) {
  await page.getByRole('button', { name }).click()
  const link = page.getByRole('link', { name: /^Download/ })
  await link.waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
  return readFile(await file.path())
}
