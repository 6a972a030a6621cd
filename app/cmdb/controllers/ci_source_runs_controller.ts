import { releaseSourceRun } from '#cmdb/actions/apply_source_run'
import { receiveSourceFile } from '#cmdb/actions/receive_source_file'
import { startSourceRun } from '#cmdb/actions/receive_source_run'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { findCiSource, findSourceRun } from '#cmdb/queries/ci_sources'
import { SOURCE_RUN_KINDS } from '#cmdb/models/source_types'
import { receiveUpload } from '#core/actions/receive_upload'
import { UPLOAD_TYPES } from '#core/file_type'
import { filterOf } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

/** Deliveries of a source: a file, and a yes to many missing items. */
export default class CiSourceRunsController {
  async store({ params, principal, bouncer, request, response, actor }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { id: sourceId } = await findCiSource(principal, params.id)
    const kind = filterOf(request.qs().kind, SOURCE_RUN_KINDS) ?? 'delta'
    const upload = await receiveUpload(request, { accepts: UPLOAD_TYPES, userId: principal.userId })
    const run = await receiveSourceFile.handle({ actor, sourceId, kind, upload })
    await startSourceRun(run.id)
    return response.redirect(`/ci-sources/${sourceId}`)
  }

  async release({ params, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const source = await findCiSource(principal, params.id)
    const run = await findSourceRun(source, params.run)
    await releaseSourceRun.handle({ runId: run.id, actor })
    return response.redirect(`/ci-sources/${source.id}`)
  }
}
