import { once } from 'node:events'
import { createServer } from 'node:http'

export interface OtherSite {
  /** Where a page of this body is, in Swedish unless it says another language. */
  page(body: string, options?: { lang?: string; policy?: string; style?: string }): string
  close(): Promise<void>
}

/** A site of another origin, whose pages let scripts run and load from the calendar alone, and style only from itself. */
export async function serveOtherSite(calendarOrigin: string): Promise<OtherSite> {
  const strict = `default-src 'none'; script-src ${calendarOrigin}; connect-src ${calendarOrigin}; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`
  const pages = new Map<string, { type: string; text: string; policy: string }>()
  const server = createServer((request, response) => {
    const found = pages.get(request.url ?? '')
    response.writeHead(found ? 200 : 204, {
      'Content-Type': found?.type ?? 'text/plain',
      'Content-Security-Policy': found?.policy ?? strict,
    })
    response.end(found?.text)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined

  return {
    page(body, { lang = 'sv', policy = strict, style = '' } = {}) {
      const path = `/${pages.size}`
      pages.set(`${path}.css`, { type: 'text/css', text: style, policy })
      const text = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Vår förening</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="${path}.css"></head>
<body><main><h1>Vår förening</h1><h2>Kalender</h2>${body}</main></body></html>`
      pages.set(path, { type: 'text/html; charset=utf-8', text, policy })
      return `http://localhost:${port}${path}`
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}
