import { html } from 'hono/html'

export type Markup = ReturnType<typeof html>

/** A plain page; its only style is `/docs/style.css`. */
export function page(lang: string, title: string, body: Markup, head?: Markup): Markup {
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/docs/style.css">
${head}
</head>
<body>
${body}
</body>
</html>
`
}

export const STYLE = `:root { color-scheme: light dark; font: 1.05rem/1.55 system-ui, sans-serif }
body { margin: 0 }
header, main > section, nav { max-width: 46rem; margin: 0 auto; padding: .75rem 1.25rem }
main > #swagger { max-width: 80rem; margin: 0 auto; background: #fff; color-scheme: light }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 1rem 0 .5rem }
h2 { margin-top: 2rem }
a { color: #0b57a4 }
a:focus-visible { outline: 3px solid #c60; outline-offset: 2px }
code { font: .95em ui-monospace, monospace; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #8886 }
.scroll { overflow-x: auto }
@media (prefers-color-scheme: dark) { a { color: #8cc4ff } }
`
