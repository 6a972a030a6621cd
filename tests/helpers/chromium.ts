import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type LaunchOptions } from 'playwright'

const SYSTEM_BROWSERS = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome']

/** Keeps the browser from calling home. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The system's browser where there is one, otherwise the one that comes as a package. */
export async function launchChromium(options: LaunchOptions = {}) {
  const system = SYSTEM_BROWSERS.find((path) => path && existsSync(path))
  if (system) return chromium.launch({ ...options, executablePath: system, args: QUIET })

  // The package reuses whatever it finds unpacked below TMPDIR, of any version: give it its own.
  const home = join(tmpdir(), 'opora-chromium-153')
  await mkdir(home, { recursive: true })
  process.env.TMPDIR = home
  const { default: packaged } = await import('@sparticuz/chromium')
  const executablePath = await packaged.executablePath()
  return chromium.launch({ ...options, executablePath, args: [...packaged.args, ...QUIET] })
}
