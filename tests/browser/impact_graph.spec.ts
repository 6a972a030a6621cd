import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { emptyDatabase } from '#tests/helpers/database'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { signIn } from '#tests/helpers/pages'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import CiRelation from '#cmdb/models/ci_relation'
import KeptView from '#cmdb/models/impact_view'
import { test } from '@japa/runner'
import type { Page } from 'playwright'

/** A switch, machines on it, and services that hang on some of them: 149 nodes that do not group. */
async function network() {
  const organisation = await createOrganisation()
  const user = await createUser({ roles: ['configuration_manager'], assignedTo: organisation })
  const item = (name: string, classCode: string) =>
    createConfigurationItem({ organisationId: organisation.id, name, classCode })
  const core = await item('core-switch', 'switch')
  for (let at = 1; at <= 37; at++) {
    const [machine, app] = [
      await item(`vm-${at}`, 'virtual_machine'),
      await item(`app-${at}`, 'web_site'),
    ]
    const [site, service] = [
      await item(`site-${at}`, 'web_site'),
      await item(`Service ${at}`, 'business_service'),
    ]
    await relate(machine, core)
    await relate(app, machine)
    await relate(site, app)
    await relate(service, site)
  }
  return { user, core }
}

/** What a machine that is busy with other things now and then must manage once. */
const TRIES = 3
const FIRST_PICTURE_MS = 1_500
const FRAME_MS = 100
/** After three seconds of layout the page shows the list instead. */
const GIVES_UP_MS = 8_000

/** The quickest of some tries; none follows one that kept to the bar. */
async function quickest(bar: number, measure: () => Promise<number>): Promise<number> {
  let best = Infinity
  for (let n = 0; n < TRIES && best >= bar; n++) best = Math.min(best, await measure())
  return best
}

async function pictureDrawn(page: Page, times = 1) {
  await page.waitForFunction(
    (wanted) => performance.getEntriesByName('impact-layout').length >= wanted,
    times,
    { timeout: GIVES_UP_MS }
  )
}

/** The ms from an answer to its nodes in their places: of the page as it opens, or drawn anew in it. */
async function drawingTime(page: Page, begin: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => performance.clearMeasures('impact-layout'))
  await begin()
  const isDrawn = await pictureDrawn(page).then(
    () => true,
    () => false
  )
  if (!isDrawn) return Infinity
  return page.evaluate(() => performance.getEntriesByName('impact-layout').at(-1)!.duration)
}

/** The longest frame in ms while the pointer drags the picture to and fro. */
async function longestFrameOfPan(page: Page): Promise<number> {
  await page.evaluate(() => {
    const measured = { frames: [] as number[], isOver: false }
    let last = performance.now()
    const step = (now: number) => {
      measured.frames.push(now - last)
      last = now
      if (!measured.isOver) requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
    Object.assign(window, { measured })
  })
  const box = (await page.getByRole('group', { name: /^Impact graph of/ }).boundingBox())!
  await page.mouse.move(box.x + 30, box.y + box.height - 30)
  await page.mouse.down()
  for (let at = 0; at < 20; at++) {
    await page.mouse.move(box.x + 30 + (at % 10) * 12, box.y + box.height - 30 - (at % 7) * 8)
  }
  await page.mouse.up()
  return page.evaluate(() => {
    const { measured } = window as unknown as {
      measured: { frames: number[]; isOver: boolean }
    }
    measured.isOver = true
    return Math.max(...measured.frames.slice(1))
  })
}

test.group('The impact graph', (group) => {
  group.each.teardown(emptyDatabase)

  test('CFG-16 149 nodes are drawn in time, walked by keys, kept, edited and listed', async ({
    visit,
    assert,
  }) => {
    const { user, core } = await network()
    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, user.email)

    const address = `/configuration-items/${core.number}/impact`
    const asOpened = () => drawingTime(page, () => page.goto(address))
    // Another theme draws the picture anew.
    const drawnAnew = () =>
      drawingTime(page, () =>
        page.evaluate(() => void document.documentElement.classList.toggle('dark'))
      )
    const once = async () => Math.min(await asOpened(), await drawnAnew())
    assert.isBelow(await quickest(FIRST_PICTURE_MS, once), FIRST_PICTURE_MS)
    const graph = page.getByRole('group', { name: /^Impact graph of core-switch/ })
    await graph.waitFor()
    assert.isBelow(await quickest(FRAME_MS, () => longestFrameOfPan(page)), FRAME_MS)
    assert.deepEqual(await seriousFaults(page), [])

    // By keys: the origin, along an edge, one level less deep, the other way.
    await graph.focus()
    await page.keyboard.press('Space')
    await page.getByRole('heading', { name: 'core-switch', level: 2 }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('heading', { name: /^vm-\d+$/ }).waitFor()
    for (let depth = 5; depth >= 1; depth--) await page.keyboard.press('BracketLeft')
    await page.waitForURL(/depth=1/)
    await page.getByRole('button', { name: 'Show 1 more' }).click()
    await page.waitForURL(/expand=c/)
    await graph.focus()
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByRole('button', { name: 'Undo the move' }).waitFor()

    // Kept with its places.
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Keep as a view…' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Evening')
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(/view=\d+/)
    const view = await KeptView.query().firstOrFail()
    assert.lengthOf(Object.keys(view.positions), 1)
    assert.lengthOf(view.knownNodes, 39)

    // A relation is taken away and comes back.
    const relations = await CiRelation.query().count('* as total').first()
    await page.getByRole('button', { name: 'Edit relations' }).click()
    await page
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Remove/ })
      .click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    const edits = page.getByRole('region', { name: 'Relations' })
    await edits.getByRole('button', { name: 'Undo' }).click()
    // It can be done again only once it is back.
    await edits.getByRole('button', { name: 'Redo', disabled: false }).waitFor()
    assert.deepEqual(
      (await CiRelation.query().count('* as total').first())?.$extras,
      relations?.$extras
    )

    // The list is its equal.
    await graph.focus()
    await page.keyboard.press('KeyL')
    const tree = page.getByRole('treegrid')
    await tree.waitFor()
    await tree.getByRole('row').nth(1).focus()
    await page.keyboard.press('ArrowLeft')
    assert.equal(await tree.getByRole('row').count(), 2)
    assert.deepEqual(await seriousFaults(page), [])

    // The other layout stays in the address, which a kept view remembers.
    await page.getByRole('button', { name: 'Graph', exact: true }).click()
    await page.getByRole('combobox', { name: 'Layout' }).click()
    await page.evaluate(() => performance.clearMeasures('impact-layout'))
    await page.getByRole('option', { name: 'Organic' }).click()
    await page.waitForURL(/layout=organic/)
    await pictureDrawn(page)
    assert.deepEqual(foreign(), [])
  })
})
