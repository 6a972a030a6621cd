import { UPLOADS } from '#config/uploads'
import { cleanFileName } from '#core/file_name'
import { typeOfFile, type FileType } from '#core/file_type'
import Upload from '#core/models/upload'
import { storagePath } from '#core/storage'
import { EmptyFile, FileTooLarge, NoFile, NotAccepted } from '#core/upload_errors'
import type { HttpContext } from '@adonisjs/core/http'
import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

type Request = HttpContext['request']
type Options = { accepts: readonly FileType[]; userId: number | null; maxBytes?: number }
type Received = { file: string; name: string; size: number }

/**
 * Takes the file of the field `file` out of a form. Call it after the caller was found to have the
 * right, on a route that the body parser leaves alone (`processManually`): nothing is written to disk
 * before. The file is judged by its content and stands under a name made here.
 * Throws NoFile, EmptyFile, FileTooLarge, NotAccepted, OldWorkbook, UnsoundWorkbook.
 */
export async function receiveUpload(request: Request, options: Options): Promise<Upload> {
  const received = await receive(request, options.maxBytes ?? UPLOADS.maxBytes)
  try {
    if (received.size === 0) throw new EmptyFile()
    const type = await typeOfFile(storagePath(received.file))
    if (!options.accepts.includes(type)) throw new NotAccepted()
    return await Upload.create({ ...received, type, uploadedByUserId: options.userId })
  } catch (error) {
    await rm(storagePath(received.file), { force: true })
    throw error
  }
}

/** So many times the limit are read to the end, for a sender who made a mistake and not an attack. */
const PATIENCE = 12

async function receive(request: Request, maxBytes: number): Promise<Received> {
  const { multipart } = request
  if (!multipart) throw new NoFile()
  let received: Received | null = null
  multipart.onFile('file', {}, async (part) => {
    // One file is asked for: whatever else comes flows away.
    if (received) return void part.resume()
    received = { file: newPlace(), name: cleanFileName(part.filename), size: 0 }
    try {
      await write(part, received, maxBytes)
    } catch (error) {
      multipart.abort(error as Error)
    }
  })
  try {
    await multipart.process()
    return sized(received, maxBytes)
  } catch (error) {
    const file = (received as Received | null)?.file
    if (file) await rm(storagePath(file), { force: true })
    throw error
  }
}

function sized(received: Received | null, maxBytes: number): Received {
  if (!received) throw new NoFile()
  if (received.size > maxBytes) throw new FileTooLarge(maxBytes)
  return received
}

/** Writes up to the limit; the rest is read and forgotten, so that the sender lives to be told. */
async function write(part: Readable, received: Received, maxBytes: number) {
  const path = storagePath(received.file)
  await mkdir(dirname(path), { recursive: true })
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received.size += chunk.length
      if (received.size <= maxBytes) return done(null, chunk)
      return done(received.size > PATIENCE * maxBytes ? new FileTooLarge(maxBytes) : null)
    },
  })
  await pipeline(part, measure, createWriteStream(path, { mode: 0o600 }))
}

function newPlace(): string {
  return `uploads/${randomBytes(16).toString('hex')}`
}
