import { ADMIN_KEY } from '../support/deps.ts'
import type { Runtime } from './runtime.ts'

export interface Answered {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: what JSON.parse gives; every test says what it expects
  json: any
}

/** Requests to a runtime as a test reads them; `write` with the administrator's key. */
export function clientOf(runtime: () => Runtime) {
  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const type: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' }
    const answer = await runtime().fetch(path, {
      method,
      redirect: 'manual',
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = /[/+]json\b/.test(answer.headers.get('content-type') ?? '')
    const { status } = answer
    return { status, headers: answer.headers, text, json: isJson && text ? JSON.parse(text) : null }
  }
  const write = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    call(method, path, body, { Authorization: `Bearer ${ADMIN_KEY}`, ...headers })
  const post = async (event: object) => (await write('POST', '/api/v1/events', event)).json
  return { call, write, post }
}
export type Client = ReturnType<typeof clientOf>
