/** The modules of `/embed.js`, which wrangler bundles as text (`rules` of wrangler.toml). */

import type { EmbedPart } from './docs/assets.ts'
import dates from './embed/client/dates.js'
import dom from './embed/client/dom.js'
import element from './embed/client/element.js'
import event from './embed/client/event.js'
import list from './embed/client/list.js'
import month from './embed/client/month.js'
import source from './embed/client/source.js'
import style from './embed/client/style.js'
import words from './embed/client/words.js'

export const embedClient: Record<EmbedPart, string> = {
  'embed/dom.js': dom,
  'embed/words.js': words,
  'embed/dates.js': dates,
  'embed/source.js': source,
  'embed/event.js': event,
  'embed/list.js': list,
  'embed/month.js': month,
  'embed/style.js': style,
  'embed/element.js': element,
}
