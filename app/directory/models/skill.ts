import { SkillSchema } from '#database/schema'

/** Something people can do that work is routed by; its name is in the language of the provider. */
export default class Skill extends SkillSchema {}
