import { Refusal } from '#core/errors'
import type { MessageParams } from '#core/say'
import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'

/** A class or an attribute has this code or key already, or the name is taken by a column. */
export class KeyTaken extends Refusal {
  constructor(field: 'code' | 'key') {
    super(`cmdb.refusals.${field}_taken`, {}, field)
  }
}

/** A class would stand below itself (CFG-02); `ring` names the way by codes. */
export class ClassBelowItself extends Refusal {
  constructor(ring: string) {
    super('cmdb.refusals.class_ring', { ring }, 'parentId')
  }
}

/** Items are of the class or of one below it, so that its place and kind stay. */
export class ClassHasItems extends Refusal {
  constructor(items: number, field?: string) {
    super('cmdb.refusals.class_has_items', { n: items }, field)
  }
}

export class ClassHasChildren extends Refusal {
  constructor(children: number) {
    super('cmdb.refusals.class_has_children', { n: children })
  }
}

/** What Opora ships with is hidden or retired, not deleted: the next version would bring it back. */
export class ShippedStays extends Refusal {
  constructor(what: 'class' | 'attribute') {
    super(`cmdb.refusals.shipped_${what}`)
  }
}

/** Attributes refer to the class. */
export class ClassReferredTo extends Refusal {
  constructor(attributes: number) {
    super('cmdb.refusals.class_referred_to', { n: attributes })
  }
}

/** Items have values of the attribute; it can be retired. */
export class AttributeHasValues extends Refusal {
  constructor(items: number) {
    super('cmdb.refusals.attribute_has_values', { n: items })
  }
}

/** A setting that the attribute's type does not have, or that does not fit it. */
export class BadSetting extends Refusal {
  constructor(field: string, reason: string, params: Record<string, string | number> = {}) {
    super(`cmdb.refusals.setting.${reason}`, params, field)
  }
}

/** The item became part of another; whoever reads its address is led there. */
export class ItemMoved extends Exception {
  static override status = 404
  static override code = 'E_ROW_NOT_FOUND'

  constructor(
    private readonly from: string,
    private readonly to: string
  ) {
    super('The item became part of another')
  }

  handle(_error: this, { request, response }: HttpContext) {
    if (request.method() !== 'GET') return response.notFound()
    return response.redirect(request.url(true).replace(this.from, this.to), false, 302)
  }
}

export class MergeWithItself extends Refusal {
  constructor() {
    super('ci_merge.refusals.itself', {}, 'otherNumber')
  }
}

/** Items of two organisations stay two, whatever they have in common. */
export class ItemsOfTwoOrganisations extends Refusal {
  constructor() {
    super('ci_merge.refusals.organisations', {}, 'otherNumber')
  }
}

export class ItemsOfTwoClasses extends Refusal {
  constructor() {
    super('ci_merge.refusals.classes', {}, 'otherNumber')
  }
}

export class SourceCodeTaken extends Refusal {
  constructor() {
    super('ci_sources.refusals.code_taken', {}, 'code')
  }
}

/** A field has one master: another source of the class and organisation is it already. */
export class SecondMaster extends Refusal {
  constructor(name: string) {
    super('ci_sources.refusals.second_master', { name }, 'policies')
  }
}

/** Some fields every item has a value of, whatever a source says. */
export class NeverEmpty extends Refusal {
  constructor() {
    super('ci_sources.refusals.never_empty', {}, 'policies')
  }
}

export class NoKeyColumn extends Refusal {
  constructor() {
    super('ci_sources.refusals.no_key', {}, 'columns')
  }
}

export class SourceOff extends Refusal {
  constructor() {
    super('ci_sources.refusals.off')
  }
}

/** One delivery at a time. */
export class RunUnderWay extends Refusal {
  constructor() {
    super('ci_sources.refusals.under_way')
  }
}

/** The run takes no more records, or is not held. */
export class RunMovedOn extends Refusal {
  constructor() {
    super('ci_sources.refusals.moved_on')
  }
}

export class TooManyRecords extends Refusal {
  constructor(max: number) {
    super('ci_sources.refusals.too_many', { max }, 'records')
  }
}

/** None of the chosen items is the person's to edit. */
export class EmptyBulkEdit extends Refusal {
  constructor() {
    super('bulk_edits.refusals.empty')
  }
}

export class TooLargeBulkEdit extends Refusal {
  constructor(max: number) {
    super('bulk_edits.refusals.too_large', { max })
  }
}

/** Another window went on with the edit, or it is over. */
export class BulkEditMovedOn extends Refusal {
  constructor() {
    super('bulk_edits.refusals.moved_on')
  }
}

export class NothingToEdit extends Refusal {
  constructor() {
    super('bulk_edits.refusals.nothing')
  }
}

export class NothingToUndo extends Refusal {
  constructor() {
    super('bulk_edits.refusals.nothing_to_undo')
  }
}

/** The lifecycle of the item's class does not lead to this status now (domain §4.6). */
export class ItemStepRefused extends Refusal {
  static override code = 'E_STEP_REFUSED'

  constructor(key: string, params: MessageParams) {
    super(key, params, 'status')
  }
}

/** Only what is retired or disposed of is put into the archive (CFG-04). */
export class NotYetAtRest extends Refusal {
  constructor() {
    super('ci_removal.refusals.not_at_rest')
  }
}

/** Something hangs on the item, or it is still in use (CFG-04). */
export class ItemHeld extends Refusal {
  constructor(holds: readonly { key: string; n: number }[]) {
    super('ci_removal.refusals.held', {
      holds: { phrases: holds.map(({ key, n }) => ({ key, n })) },
    })
  }
}

/** The item was deleted; who asks for its page is led to its history. */
export class ItemRemoved extends Exception {
  static override status = 404
  static override code = 'E_ROW_NOT_FOUND'

  constructor(private readonly number: string) {
    super('The item was deleted')
  }

  handle(_error: this, { request, response }: HttpContext) {
    const page = `/configuration-items/${this.number}`
    if (request.method() !== 'GET' || request.url() !== page) return response.notFound()
    return response.redirect(`${page}/history`)
  }
}

/** An item is no file store. */
export class TooManyDocuments extends Refusal {
  constructor(max: number) {
    super('ci_documents.refusals.too_many', { max }, 'title')
  }
}
