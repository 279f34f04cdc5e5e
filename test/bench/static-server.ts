/** Something that does nothing but serve one file: nginx, or a bare server of Node where there is no nginx. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../support/postgres-server.ts'

export interface StaticServer {
  name: string
  port: number
  stop(): Promise<void>
}

const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx', '/opt/homebrew/bin/nginx']

/** Serves `bytes` at `/feed.ics`. */
export async function serveStatic(bytes: Uint8Array): Promise<StaticServer> {
  const nginx = NGINX.find((path) => existsSync(path))
  if (nginx) return startNginx(nginx, bytes)
  console.error(
    'There is no nginx here (on Debian: apt-get install nginx-light): a bare Node server stands in.',
  )
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/calendar', 'Content-Length': bytes.length }).end(bytes)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { name: 'bare Node http', port, stop }
}

async function startNginx(nginx: string, bytes: Uint8Array): Promise<StaticServer> {
  const folder = await mkdtemp(join(tmpdir(), 'kalendarium-nginx-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  await writeFile(join(folder, 'feed.ics'), bytes)
  await writeFile(join(folder, 'nginx.conf'), configuration(folder, port))
  const child = spawn(nginx, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'error.log'], {
    stdio: 'ignore',
  })
  for (let attempt = 0; ; attempt++) {
    const answered = await fetch(`http://127.0.0.1:${port}/feed.ics`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answered) break
    if (attempt === 50 || child.exitCode !== null)
      throw new Error(`nginx does not answer; see ${folder}/error.log`)
    await sleep(100)
  }
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  return { name: 'nginx', port, stop }
}

/** One worker, as the service is one process; nothing written to a log. */
function configuration(folder: string, port: number): string {
  return `daemon off; worker_processes 1; pid nginx.pid; error_log error.log;
events { worker_connections 64; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  types { text/calendar ics; }
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server { listen 127.0.0.1:${port}; root ${folder}; }
}
`
}
