import vine from '@vinejs/vine'

const id = () => vine.number().withoutDecimals().positive()

const team = {
  name: vine.string().trim().minLength(1).maxLength(200),
  // It stands in addresses.
  code: vine
    .string()
    .trim()
    .maxLength(60)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u),
  tier: vine.number().withoutDecimals().min(1).max(3),
  isActive: vine.boolean(),
}

export const newTeamValidator = vine.create(team)
export const teamValidator = vine.create({ ...team, version: id() })

const members = { version: id(), personIds: vine.array(id()).minLength(1).maxLength(200) }

export const membersValidator = vine.create(members)
export const leadsValidator = vine.create({ ...members, isLead: vine.boolean() })

export const skillValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(120),
})

export const personSkillsValidator = vine.create({
  version: id(),
  skills: vine
    .array(vine.object({ skillId: id(), level: vine.number().withoutDecimals().min(1).max(3) }))
    .maxLength(50),
})
