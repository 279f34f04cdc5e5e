import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import type { Found } from '../support/debian.ts'
import { freePort } from '../support/postgres-server.ts'
import { startGuarded } from './guarded.ts'
import type { Server } from './postgres.ts'

/** What stands in front of others, and can be killed and started again. */
export interface Intermediary {
  port: number
  start(): Promise<void>
  kill(): Promise<void>
  remove(): Promise<void>
}

export const { nginx, pgbouncer } = inject('programs')

/** nginx before replicas of the service: it sends to another what one did not take. */
export function startNginx(ports: readonly number[]): Promise<Intermediary> {
  return startProxy(nginx, (folder, port) => {
    const config = `
      daemon off;
      master_process off;
      pid ${folder}/pid;
      error_log ${folder}/error.log;
      events { worker_connections 512; }
      http {
        access_log off;
        ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
        upstream calendar {
          ${ports.map((one) => `server 127.0.0.1:${one} max_fails=1 fail_timeout=1s;`).join('\n')}
          keepalive 16;
        }
        server {
          listen 127.0.0.1:${port};
          location / {
            proxy_pass http://calendar;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_next_upstream error timeout http_502 http_503;
          }
        }
      }`
    writeFileSync(join(folder, 'nginx.conf'), config)
    return ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]
  })
}

/** pgbouncer in transaction mode, with fewer connections to the server than clients have to it. */
export function startPgbouncer(server: Pick<Server, 'port'>): Promise<Intermediary> {
  return startProxy(pgbouncer, (folder, port) => {
    const config = `
      [databases]
      * = host=127.0.0.1 port=${server.port} user=postgres
      [pgbouncer]
      listen_addr = 127.0.0.1
      listen_port = ${port}
      unix_socket_dir =
      auth_type = any
      pool_mode = transaction
      default_pool_size = 5
      max_client_conn = 200
      server_login_retry = 1`
    writeFileSync(join(folder, 'pgbouncer.ini'), config.replaceAll(/^ +/gm, ''))
    return [join(folder, 'pgbouncer.ini')]
  })
}

async function startProxy(
  found: Found,
  configure: (folder: string, port: number) => string[],
): Promise<Intermediary> {
  if ('reason' in found) throw new Error(found.reason)
  const folder = mkdtempSync(join(tmpdir(), 'kalendarium-proxy-'))
  chmodSync(folder, 0o777)
  for (const name of ['client_body', 'proxy']) mkdirSync(join(folder, name), { mode: 0o777 })
  const port = await freePort()
  const args = configure(folder, port)
  let running: ReturnType<typeof startGuarded> | undefined
  const proxy: Intermediary = {
    port,
    async start() {
      running = startGuarded([found.path, ...args], 'KILL')
      for (let tries = 0; !(await listens(port)); tries++) {
        if (tries > 400) throw new Error(`${found.path} did not start: ${running.said()}`)
        await sleep(25)
      }
    },
    async kill() {
      await running?.end()
      running = undefined
    },
    async remove() {
      await proxy.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await proxy.start()
  return proxy
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket.on('connect', () => end(true)).on('error', () => end(false))
  })
}
