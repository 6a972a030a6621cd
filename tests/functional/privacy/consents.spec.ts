import AuditEvent from '#core/models/audit_event'
import type User from '#directory/models/user'
import Consent from '#privacy/models/consent'
import { forgetMandatoryTexts } from '#privacy/queries/mandatory_texts'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { createPurpose, publish } from '#tests/helpers/privacy'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

test.group('Consents', (group) => {
  group.each.setup(async () => {
    forgetMandatoryTexts()
    moveTo('2026-03-02 10:00')
    return wrapInTransaction()
  })
  group.each.teardown(() => {
    forgetMandatoryTexts()
    letTimeRun()
  })

  const administrator = () => createUser({ roles: ['administrator'] })

  test('PD a published version can be neither changed nor deleted, the next gets the next number', async ({
    assert,
  }) => {
    const purpose = await createPurpose()
    const [first, second] = [await publish(purpose), await publish(purpose)]
    assert.deepEqual([first.number, second.number], [1, 2])
    const row = () => db.from('consent_texts').where('id', first.id)
    await assert.rejects(() => row().update({ text_en: 'Something else' }), /append-only/)
    await assert.rejects(() => row().delete(), /append-only/)
  })

  test('PD an administrator publishes on the page; not in the past, and not without the right', async ({
    client,
    assert,
  }) => {
    const purpose = await createPurpose()
    const path = `/settings/consents/${purpose.code}/texts`
    const text = { textRu: 'Согласен', textEn: 'I agree', effectiveOn: '2026-03-02' }
    const send = async (role: string, values: object) =>
      client
        .post(path)
        .loginAs(await createUser({ roles: [role] }))
        .withCsrfToken()
        .redirects(0)
        .accept('json')
        .json(values)
    assert.equal((await send('auditor', text)).status(), 403)
    const past = await send('administrator', { ...text, effectiveOn: '2026-03-01' })
    past.assertStatus(422)
    assert.equal(past.body().errors[0].field, 'effectiveOn')
    assert.equal((await send('administrator', text)).status(), 302)
    const event = await AuditEvent.findByOrFail('action', 'consent.text_published')
    assert.equal(event.subjectId, purpose.id)
  })

  test('PD who is signed in is asked once per mandatory version, and for nothing else before that', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const purpose = await createPurpose({ isMandatory: true })
    const text = await publish(purpose)
    const visit = (path: string) => client.get(path).loginAs(desk.agent).withInertia().redirects(0)
    const asked = await visit('/incidents')
    assert.equal(asked.header('location'), '/consent')
    const page = await visit('/consent')
    assert.equal(page.inertiaComponent, 'privacy/agreement/show')
    assert.lengthOf(page.inertiaProps.texts as unknown[], 1)

    await agree(client, desk, [text.id])
    assert.equal((await visit('/incidents')).status(), 200)
    const consent = await Consent.findByOrFail('personId', desk.agent.personId)
    assert.containSubset(consent.$attributes, { consentTextId: text.id, method: 'portal' })
    assert.match(consent.ip!, /127\.0\.0\.1/)

    const next = await publish(purpose)
    assert.equal((await visit('/incidents')).header('location'), '/consent')
    await agree(client, desk, [next.id])
    assert.equal((await visit('/consent')).header('location'), '/')
  })

  test('PD a version that is not in force yet, or of a purpose that is not mandatory, asks nobody', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    await publish(await createPurpose())
    await publish(await createPurpose({ isMandatory: true }), '2026-03-10')
    const visit = (user: User) => client.get('/incidents').loginAs(user).withInertia().redirects(0)
    assert.equal((await visit(desk.agent)).status(), 200)
    moveTo('2026-03-10 10:00')
    assert.equal((await visit(desk.colleague)).header('location'), '/consent')
  })

  test('PD signing out and the language work without having agreed', async ({ client, assert }) => {
    const desk = await createDesk()
    await publish(await createPurpose({ isMandatory: true }))
    const language = await client
      .patch('/preferences')
      .loginAs(desk.agent)
      .withCsrfToken()
      .redirects(0)
      .json({ locale: 'ru' })
    assert.notEqual(language.header('location'), '/consent')
    const out = await client
      .post('/sign-out')
      .loginAs(desk.agent)
      .withCsrfToken()
      .withInertia()
      .redirects(0)
    assert.notEqual(out.header('location'), '/consent')
  })

  test('PD a consent on paper is recorded with who, when and which document, and revoked with a reason', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const officer = await administrator()
    const purpose = await createPurpose()
    await publish(purpose)
    const path = `/people/${desk.requester.personId}`
    const send = (address: string, values: object) =>
      client
        .post(`${path}/${address}`)
        .loginAs(officer)
        .withCsrfToken()
        .redirects(0)
        .accept('json')
        .json(values)
    const paper = { purposeId: purpose.id, method: 'paper', givenOn: '2026-02-27' }
    await send('consents', { ...paper, documentReference: 'Folder 12' })
    const { consents } = await privacyOf()
    assert.containSubset(consents[0], {
      method: 'paper',
      documentReference: 'Folder 12',
      number: 1,
    })

    assert.equal((await send(`consents/${consents[0].id}/revocation`, {})).status(), 422)
    await send(`consents/${consents[0].id}/revocation`, { reason: 'Letter of 1 March' })
    assert.equal((await privacyOf()).consents[0].revocationReason, 'Letter of 1 March')
    const again = await send(`consents/${consents[0].id}/revocation`, { reason: 'Again' })
    again.assertStatus(422)

    async function privacyOf() {
      const answer = await client.get(`${path}/privacy`).loginAs(officer).accept('json')
      answer.assertStatus(200)
      return answer.body()
    }
  })

  test('PD a consent without a text in force, or of another person, is refused', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const officer = await administrator()
    const purpose = await createPurpose()
    const record = await client
      .post(`/people/${desk.requester.personId}/consents`)
      .loginAs(officer)
      .withCsrfToken()
      .accept('json')
      .json({
        ...{ purposeId: purpose.id, method: 'paper', givenOn: '2026-02-27' },
        documentReference: null,
      })
    record.assertStatus(422)
    const foreign = await client
      .post(`/people/${desk.requester.personId}/consents/999/revocation`)
      .loginAs(officer)
      .withCsrfToken()
      .accept('json')
      .json({ reason: 'x' })
    assert.equal(foreign.status(), 404)
  })

  type Client = Parameters<Parameters<typeof test>[1] & object>[0]['client']
  function agree(client: Client, desk: Desk, textIds: number[]) {
    return client
      .post('/consent')
      .loginAs(desk.agent)
      .withCsrfToken()
      .redirects(0)
      .json({ textIds })
  }
})
