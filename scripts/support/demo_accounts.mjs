const PAGE = /<script[^>]*type="application\/json"[^>]*>(?<json>.*?)<\/script>/s

/** The accounts the sign-in page offers, one per role; they are the page's props. */
export async function demoAccounts(address) {
  const answer = await fetch(`${address}/sign-in`)
  const json = PAGE.exec(await answer.text())?.groups?.json
  return json ? (JSON.parse(json).props.demoAccounts ?? []) : []
}
