# syntax=docker/dockerfile:1
FROM node:26-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:26-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
# glibc returns what large buffers took, and makes few arenas; else it keeps twice what is in use.
ENV MALLOC_MMAP_THRESHOLD_=131072 MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY db db
COPY src src
RUN mkdir /data /app/.cache && chown node:node /data /app/.cache
# The file system may be read-only but for this: the embedded database, where there is no DATABASE_URL.
VOLUME /data
USER node
# Types are stripped and code is compiled once, here: the file system of a container may be read-only, and what strips
# types takes 10 MB for as long as the process runs. The entry is read to be refused, since it would serve.
ENV NODE_COMPILE_CACHE=/app/.cache
RUN node -e "for (const path of ['db/postgres', 'db/pglite']) import('./' + path + '.ts')" && ! PORT=none node src/node.ts
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD node -e "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"
CMD ["node", "src/node.ts"]
