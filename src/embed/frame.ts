import { html } from 'hono/html'
import type { PageLanguage } from '../site/language.ts'
import { ICON } from '../site/layout.ts'
import type { Markup } from '../site/markup.ts'
import { type Attributes, element } from './element.ts'

/** `/embed/frame`: the element alone, to be framed by others. Its links lead out of the frame. */
export function framePage(
  language: PageLanguage,
  title: string,
  stylesheet: string,
  attributes: Attributes,
  link: { href: string; text: string },
): Markup {
  return html`<!doctype html>
<html lang="${language.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<base target="_top">
<link rel="stylesheet" href="${stylesheet}">
<link rel="icon" href="${ICON}">
<script src="/embed.js" async></script>
</head>
<body class="frame">
<main>
<h1 class="vh">${title}</h1>
${element({ 'heading-level': '2', ...attributes }, link)}
</main>
</body>
</html>
`
}
