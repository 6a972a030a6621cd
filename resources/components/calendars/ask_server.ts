export type FieldErrors = Record<string, string>
export type Answer<Data> = { data: Data; errors: null } | { data: null; errors: FieldErrors }

/** Posts JSON beside the page's own visits; what the server refuses comes back by field. */
export async function postJson<Data>(url: string, body: unknown): Promise<Answer<Data>> {
  const token = /XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1] ?? ''
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Accept': 'application/json',
      'Content-Type': 'application/json',
      'X-XSRF-TOKEN': decodeURIComponent(token),
    },
    body: JSON.stringify(body),
  }).catch(() => null)
  if (response?.ok) return { data: (await response.json()) as Data, errors: null }
  const refused = response?.status === 422 ? await response.json() : { errors: [] }
  const rows: { field?: string; message: string }[] = refused.errors ?? []
  return {
    data: null,
    errors: Object.fromEntries(rows.map(({ field, message }) => [field ?? '', message])),
  }
}
