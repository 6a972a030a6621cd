import { AgreementVersionSchema } from '#database/schema'

/** What an agreement promised from one version on; written once and never changed (SLM-01). */
export default class AgreementVersion extends AgreementVersionSchema {}
