import { Refusal } from '#core/errors'

/** The record was merged into another one and only leads there. */
export class PersonMerged extends Refusal {
  constructor() {
    super('directory.refusals.person_merged')
  }
}

/** Only people of one organisation can be one person (T7). */
export class MergeAcross extends Refusal {
  constructor() {
    super('directory.refusals.merge_across', {}, 'otherPersonId')
  }
}

export class MergeWithSelf extends Refusal {
  constructor() {
    super('directory.refusals.merge_with_self', {}, 'otherPersonId')
  }
}

/** Somebody said that the two are not the same. */
export class ToldApart extends Refusal {
  constructor() {
    super('directory.refusals.told_apart', {}, 'otherPersonId')
  }
}

/** Two active accounts would become one person's. */
export class BothHaveAccounts extends Refusal {
  constructor() {
    super('directory.refusals.both_have_accounts', {}, 'otherPersonId')
  }
}

/** The account that is used belongs to the record that would go. */
export class AccountOnOtherSide extends Refusal {
  constructor() {
    super('directory.refusals.account_on_other_side', {}, 'otherPersonId')
  }
}
