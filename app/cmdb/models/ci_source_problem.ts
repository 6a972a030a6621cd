import { CiSourceProblemSchema } from '#database/schema'

/** A record of a run that was not taken, and why. */
export default class CiSourceProblem extends CiSourceProblemSchema {}
