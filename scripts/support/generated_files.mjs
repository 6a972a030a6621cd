import { execFileSync } from 'node:child_process'
import { codegen } from './codegen.mjs'
import { ROOT, say } from './process.mjs'

/**
 * Generates what is generated (registries of `.adonisjs/`, database/schema.ts out of migrations on
 * an empty database) and tells whether the files in git stayed as they were.
 */
export async function codegenLeavesNoTrace() {
  const before = workTree()
  if ((await codegen()) !== 0) return false

  const after = workTree()
  if (before === after) return true
  say('Generated files differ from the committed ones:')
  say(
    after
      .split('\n')
      .filter((line) => !before.includes(line))
      .join('\n')
  )
  return false
}

/** State and content of what differs from the commit; empty outside a git repository. */
function workTree() {
  try {
    const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' })
    return git('status', '--porcelain') + git('diff')
  } catch {
    return ''
  }
}
