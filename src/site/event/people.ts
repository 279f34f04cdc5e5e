import { html } from 'hono/html'
import { inLanguage } from '../../calendar/language.ts'
import type { Description, Person } from '../../events/model.ts'
import type { PageLanguage } from '../language.ts'
import { langOf, type Markup } from '../markup.ts'
import type { EventView } from './load.ts'
import { pictureCredit } from './picture.ts'
import { eventTexts } from './texts.ts'

/** Who takes part, then whom to ask. */
export function peopleSection({ shown: { people } }: EventView, { language }: PageLanguage): Markup | '' {
  const texts = eventTexts(language)
  const part = people.filter(({ role }) => role !== 'contact')
  const contacts = people.filter(({ role }) => role === 'contact')
  const list = (id: string, title: string, members: Person[]) =>
    members.length === 0
      ? ''
      : html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul class="people">${members.map((person) => personItem(person, language))}</ul></section>\n`
  return html`${list('people', texts.people, part)}${list('contact', texts.contact, contacts)}`
}

function personItem(
  { name, role, title, affiliation, url }: Person,
  language: PageLanguage['language'],
): Markup {
  const texts = eventTexts(language)
  const roleName = role && role !== 'contact' ? texts.role[role] : ''
  const about = [title, affiliation].filter(Boolean).join(', ')
  return html`<li><strong>${url ? html`<a href="${url}" rel="external noopener nofollow ugc">${name}</a>` : name}</strong>${
    about ? html`<span>${about}</span>` : ''
  }${roleName ? html`<span class="role">${roleName}</span>` : ''}</li>`
}

/** Its own site, and what else there is to read; its picture, where it is not shown here. */
export function linksSection({ shown, showsPicture }: EventView, language: PageLanguage): Markup | '' {
  const texts = eventTexts(language.language)
  const { website, links, image } = shown
  const items = [
    ...(website ? [linkItem(website, html`${texts.website}`, host(website))] : []),
    ...links.map(({ url, title, mediaType }) => {
      const spoken = inLanguage(title, language)
      const text = spoken
        ? html`<span${langOf(spoken.language, language)}>${spoken.text}</span>`
        : html`${host(url)}`
      return linkItem(url, text, [spoken ? host(url) : '', mediaType].filter(Boolean).join(', '))
    }),
    ...(image && !showsPicture ? [pictureItem(image, language)] : []),
  ]
  if (items.length === 0) return ''
  return html`<section aria-labelledby="links"><h2 id="links">${texts.links}</h2><ul class="links">${items}</ul></section>
`
}

function pictureItem(
  { url, alt, ...about }: NonNullable<Description['image']>,
  language: PageLanguage,
): Markup {
  const spoken = inLanguage(alt, language)
  const text = html`${eventTexts(language.language).picture}: ${spoken ? html`<span${langOf(spoken.language, language)}>${spoken.text}</span>` : ''}`
  return linkItem(url, text, pictureCredit(about))
}

function linkItem(url: string, text: Markup, about: string | Markup): Markup {
  return html`<li><a href="${url}" rel="external noopener nofollow ugc">${text}</a>${String(about) ? html` <span>${about}</span>` : ''}</li>`
}

const host = (url: string) => new URL(url).host.replace(/^www\./, '')
