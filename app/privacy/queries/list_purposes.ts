import ProcessingPurpose from '#privacy/models/processing_purpose'

/** The register of processing in its order, with all versions of the consents. */
export async function listPurposes(): Promise<ProcessingPurpose[]> {
  return ProcessingPurpose.query().preload('texts').orderBy('position').orderBy('id')
}

export async function findPurpose(code: string): Promise<ProcessingPurpose> {
  return ProcessingPurpose.query().where({ code }).preload('texts').firstOrFail()
}
