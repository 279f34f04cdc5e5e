/** nginx (Debian's package nginx-light) that does nothing but serve one file. */
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { requireProgram } from '../support/debian.ts'
import { freePort } from '../support/postgres-server.ts'
import { answering } from './processes.ts'

export interface StaticServer {
  port: number
  pid: number
  stop(): Promise<void>
}

export const FILE = '/feed.ics'

/** Serves `bytes` at `FILE`, and what `gzip -6` makes of them to those who take that. */
export async function serveStatic(bytes: Uint8Array): Promise<StaticServer> {
  const nginx = requireProgram('nginx', ['/usr/sbin/nginx'], 'nginx-light')
  const folder = await mkdtemp(join(tmpdir(), 'kalendarium-nginx-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  await writeFile(join(folder, FILE), bytes)
  await writeFile(join(folder, `${FILE}.gz`), gzipSync(bytes, { level: 6 }))
  await writeFile(join(folder, 'nginx.conf'), configuration(folder, port))
  const child = spawn(nginx, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'error.log'], {
    stdio: 'ignore',
  })
  await answering(child, `http://127.0.0.1:${port}${FILE}`)
  if (child.pid === undefined) throw new Error('nginx has no process')
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  return { port, pid: child.pid, stop }
}

/** One process, as the service is one; nothing written to a log. */
function configuration(folder: string, port: number): string {
  return `daemon off; master_process off; pid nginx.pid; error_log error.log;
events { worker_connections 64; }
http {
  access_log off; sendfile on; tcp_nopush on; gzip_static on; keepalive_requests 100000000;
  types { text/calendar ics; }
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server { listen 127.0.0.1:${port}; root ${folder}; }
}
`
}
