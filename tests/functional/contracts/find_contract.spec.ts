import { findContract } from '#contracts/queries/find_contract'
import { wrapInTransaction } from '#tests/helpers/database'
import { createContract, createDesk, createService } from '#tests/helpers/desk'
import { createOrganisation } from '#tests/helpers/people'
import { test } from '@japa/runner'

const onDate = '2026-03-02'

/** A client with a contract for one service, and a part below it. */
async function createClient() {
  const desk = await createDesk()
  const part = await createOrganisation({ parentId: desk.client.id })
  const add = (values: object = {}, service?: typeof desk.service) =>
    createContract({
      client: desk.client,
      provider: desk.provider,
      agreement: desk.agreement,
      service,
      values,
    })
  return { ...desk, part, add }
}

test.group('Finding the contract of a ticket (domain §7.1)', (group) => {
  group.each.setup(wrapInTransaction)

  test('the one that names the service', async ({ assert }) => {
    const { client, service, contract, add } = await createClient()
    await add()
    const found = await findContract({ organisationId: client.id, serviceId: service.id, onDate })
    assert.equal(found?.id, contract.id)
  })

  test('of two that name it, the one that began last', async ({ assert }) => {
    const { client, service, add } = await createClient()
    const newer = await add({ startsOn: '2026-01-01' }, service)
    const found = await findContract({ organisationId: client.id, serviceId: service.id, onDate })
    assert.equal(found?.id, newer.id)
  })

  test('of the nearest ancestor for a part, the own one first', async ({ assert }) => {
    const { part, provider, agreement, service, contract } = await createClient()
    const wanted = { organisationId: part.id, serviceId: service.id, onDate }
    assert.equal((await findContract(wanted))?.id, contract.id)
    const own = await createContract({ client: part, provider, agreement, service })
    assert.equal((await findContract(wanted))?.id, own.id)
  })

  test('else the default: the only contract for all services', async ({ assert }) => {
    const { client, part, add } = await createClient()
    const other = await createService()
    const wanted = { organisationId: client.id, serviceId: other.id, onDate }
    assert.isNull(await findContract(wanted))
    const general = await add()
    assert.equal((await findContract(wanted))?.id, general.id)
    assert.equal((await findContract({ ...wanted, organisationId: part.id }))?.id, general.id)
  })

  test('two defaults leave it open: out of contract', async ({ assert }) => {
    const { client, add } = await createClient()
    await add()
    await add()
    const other = await createService()
    assert.isNull(await findContract({ organisationId: client.id, serviceId: other.id, onDate }))
  })

  test('without a service the only contract is the default, even a limited one', async ({
    assert,
  }) => {
    const { client, service, contract, add } = await createClient()
    const wanted = { organisationId: client.id, serviceId: null, onDate }
    assert.equal((await findContract(wanted))?.id, contract.id)
    await add({}, service)
    assert.isNull(await findContract(wanted))
    const general = await add()
    assert.equal((await findContract(wanted))?.id, general.id)
  })

  test('only while it is active and in force, both ends included', async ({ assert }) => {
    const { client, service, contract } = await createClient()
    const on = (date: string) =>
      findContract({ organisationId: client.id, serviceId: service.id, onDate: date })
    await contract.merge({ startsOn: '2026-03-02', endsOn: '2026-03-31' }).save()
    assert.isNull(await on('2026-03-01'))
    assert.isNotNull(await on('2026-03-02'))
    assert.isNotNull(await on('2026-03-31'))
    assert.isNull(await on('2026-04-01'))
    await contract.merge({ state: 'suspended' }).save()
    assert.isNull(await on('2026-03-02'))
  })

  test("never another client's", async ({ assert }) => {
    const { service } = await createClient()
    const stranger = await createOrganisation()
    assert.isNull(
      await findContract({ organisationId: stranger.id, serviceId: service.id, onDate })
    )
  })
})
