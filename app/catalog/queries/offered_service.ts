import { ServiceNotOffered, ServiceRetired } from '#catalog/errors'
import Service from '#catalog/models/service'
import { ReferenceNotFound } from '#core/errors'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Options = { client?: QueryClientContract; field?: string }

/**
 * The live service of an id, for records that are new or get another service; what they have they
 * keep. Throws ReferenceNotFound, ServiceNotOffered.
 */
export async function offeredService(
  id: number,
  { client, field = 'serviceId' }: Options = {}
): Promise<Service> {
  const service = await Service.query({ client }).where('id', id).first()
  if (!service) throw new ReferenceNotFound(field)
  if (service.status !== 'live') throw new ServiceNotOffered(field)
  return service
}

/** The same for what may stand on a service that is only planned. Throws also ServiceRetired. */
export async function unretiredService(
  id: number,
  { client, field = 'serviceId' }: Options = {}
): Promise<Service> {
  const service = await Service.query({ client }).where('id', id).first()
  if (!service) throw new ReferenceNotFound(field)
  if (service.status === 'retired') throw new ServiceRetired(field)
  return service
}
