import { useHttp } from '@inertiajs/vue3'
import { onUnmounted, ref } from 'vue'

/** What tells one report of a kind from another, as the server takes it. */
export type Asked = Record<string, string | object>
type Wanted = Asked & { format: 'xlsx' | 'pdf' | 'csv' | 'xml'; language: 'ru' | 'en' }
type Task = { state: string; name: string | null; downloadUrl: string | null; error: string | null }
type Progress =
  | { step: 'idle' }
  | { step: 'working' }
  | { step: 'ready'; name: string; url: string }
  | { step: 'failed'; error: string | null }

const POLL_MS = 1000

/** Has a document made in the background, waits for it and downloads it. */
export function useDocument(path: string | (() => string)) {
  const progress = ref<Progress>({ step: 'idle' })
  const last = ref<Wanted | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function make(wanted: Wanted) {
    last.value = wanted
    progress.value = { step: 'working' }
    clearTimeout(timer)
    try {
      const { url } = await useHttp<Wanted, { url: string }>(wanted).post(
        typeof path === 'string' ? path : path()
      )
      await poll(url)
    } catch {
      progress.value = { step: 'failed', error: null }
    }
  }

  async function poll(url: string) {
    const response = await fetch(url, { headers: { accept: 'application/json' } })
    if (!response.ok) throw new Error(response.statusText)
    const task: Task = await response.json()
    if (task.downloadUrl && task.name) return finish(task.name, task.downloadUrl)
    if (task.state === 'failed') {
      return void (progress.value = { step: 'failed', error: task.error })
    }
    timer = setTimeout(() => {
      poll(url).catch(() => (progress.value = { step: 'failed', error: null }))
    }, POLL_MS)
  }

  function finish(name: string, url: string) {
    progress.value = { step: 'ready', name, url }
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
  }

  function retry() {
    if (last.value) void make(last.value)
  }

  onUnmounted(() => clearTimeout(timer))
  return { progress, make, retry }
}
