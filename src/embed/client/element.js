import { addMonths, datesIn, isMoved, localIn, timesOf } from './dates.js'
import { h } from './dom.js'
import { renderList } from './list.js'
import { renderMonth } from './month.js'
import {
  addressOf,
  FILTER_ATTRIBUTES,
  fetchAll,
  fetchCategories,
  fetchPage,
  filtersOf,
  occurrencesAddress,
} from './source.js'
import { STYLE } from './style.js'
import { baseOf, wordsFor } from './words.js'

const OWN_ATTRIBUTES = ['view', 'date', 'event', 'limit', 'lang', 'heading-level']
const DEFAULT_LIMIT = 10

/**
 * Defines `<kalendarium-events>`, once.
 * @param calendar `{origin, timeZone, locales, cities}`: where its API is, its zone, its languages, its own first, and by
 *   language and zone the cities that have a name in it
 */
export function define(calendar) {
  if (customElements.get('kalendarium-events')) return
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  let categories

  /** The list or month of a calendar's events. Attributes and properties of CSS: see the calendar's `/embed`. */
  class KalendariumEvents extends HTMLElement {
    static observedAttributes = [
      ...OWN_ATTRIBUTES,
      ...FILTER_ATTRIBUTES,
      ...FILTER_ATTRIBUTES.filter((name) => name.includes('-')).map((name) => name.replace('-', '')),
    ]

    #root
    #body
    #status
    #fetching
    #isPlanned = false
    /** First day of the month that is shown. */
    #month

    connectedCallback() {
      if (!this.shadowRoot) this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet]
      this.#plan()
    }

    disconnectedCallback() {
      this.#fetching?.abort()
    }

    attributeChangedCallback() {
      if (this.isConnected && this.shadowRoot) this.#plan()
    }

    /** Several attributes set in a row make one request. */
    #plan() {
      if (this.#isPlanned) return
      this.#isPlanned = true
      queueMicrotask(() => {
        this.#isPlanned = false
        if (this.isConnected) this.#start()
      })
    }

    #start() {
      const view = this.#view()
      this.#body = h(
        'div',
        { class: 'body', tabindex: '-1' },
        h('p', { class: 'loading' }, view.words.loading),
      )
      this.#status = h('p', { class: 'sr', role: 'status' })
      this.#root = h('div', { class: 'root', part: 'root', lang: view.words.lang })
      const isMonth = this.getAttribute('view') === 'month'
      if (isMonth) {
        const date =
          /^(\d{4}-\d\d)(-\d\d)?$/.exec(this.getAttribute('date') ?? '')?.[1] ?? view.today.slice(0, 7)
        this.#month = addMonths(`${date}-01`, 0)
        this.#root.append(this.#bar(view))
      }
      this.#root.append(this.#body, this.#footer(view, isMonth), this.#status)
      this.shadowRoot.replaceChildren(this.#root)
      if (isMonth) this.#showMonth(view)
      else this.#showList(view)
    }

    /** What the renderers need to know. */
    #view() {
      const tag = languageOf(this)
      const words = wordsFor(tag)
      const level = Number(this.getAttribute('heading-level'))
      return {
        tag,
        words,
        dates: datesIn(tag),
        datesLang: baseOf(tag) === words.lang ? undefined : tag,
        locales: calendar.locales,
        zone: calendar.timeZone,
        cities: calendar.cities[words.lang] ?? {},
        today: localIn(calendar.timeZone, Date.now()).day,
        headingLevel: level >= 2 && level <= 6 ? level : 3,
        categories: new Map(),
      }
    }

    #showList(view) {
      const limit = Number.parseInt(this.getAttribute('limit'), 10) || DEFAULT_LIMIT
      const event = this.getAttribute('event')
      const url = occurrencesAddress(calendar.origin, event, filtersOf(this), { limit })
      return this.#load(view, async (signal) => {
        let page = await fetchPage(url, signal)
        // Of an event that is over, the last that was.
        if (event && page.items.length === 0) {
          url.searchParams.set('from', '1970-01-01')
          url.searchParams.set('sort', '-start')
          page = { ...(await fetchPage(url, signal)), next: null }
        }
        return () => this.#renderPages(view, page, [])
      })
    }

    /** All pages so far, and a button for the next. */
    #renderPages(view, { items, next }, before) {
      const all = [...before, ...withTimes(items, view)]
      this.#body.replaceChildren(...[renderList(all, view)].flat())
      if (next) {
        const more = () =>
          this.#load(view, async (signal) => {
            const page = await fetchPage(next, signal)
            return () => {
              this.#renderPages(view, page, all)
              this.#body.querySelectorAll('.event')[all.length]?.querySelector('a')?.focus()
            }
          })
        this.#body.append(
          h(
            'p',
            { class: 'more' },
            h('button', { type: 'button', part: 'button', onclick: more }, view.words.more),
          ),
        )
      }
      this.#status.textContent = view.words.events(all.length)
    }

    #showMonth(view) {
      const month = this.#month
      const filters = filtersOf(this)
      filters.delete('from')
      filters.delete('to')
      const url = occurrencesAddress(calendar.origin, this.getAttribute('event'), filters, {
        from: month,
        to: addMonths(month, 1),
        limit: 200,
      })
      const name = view.dates.month(month)
      this.#root.querySelector('#month').textContent = name
      return this.#load(view, async (signal) => {
        const items = withTimes(await fetchAll(url, signal), view)
        return () => {
          this.#body.replaceChildren(...renderMonth(items, view, month))
          this.#status.textContent = `${name}, ${view.words.events(items.length)}`
        }
      })
    }

    /** Runs the request, the latest one alone; then renders what it gave, or what went wrong with a way to try again. */
    async #load(view, request) {
      this.#fetching?.abort()
      const own = new AbortController()
      this.#fetching = own
      this.#body.setAttribute('aria-busy', 'true')
      try {
        categories ??= fetchCategories(calendar.origin)
        const [render, known] = await Promise.all([request(own.signal), categories])
        if (own.signal.aborted) return
        view.categories = known
        render()
      } catch (error) {
        if (own.signal.aborted) return
        console.warn('kalendarium-events:', error.message)
        this.#renderError(view, request)
      }
      this.#body.removeAttribute('aria-busy')
    }

    #renderError(view, request) {
      const retry = () => {
        this.#body.replaceChildren(h('p', { class: 'loading' }, view.words.loading))
        this.#body.focus()
        this.#load(view, request)
      }
      // The fallback inside the element shows here too: a link to the calendar.
      this.#body.replaceChildren(
        h(
          'div',
          { class: 'error', role: 'alert' },
          h('p', {}, view.words.failed),
          h('p', {}, h('slot', {})),
          h(
            'p',
            { class: 'more' },
            h('button', { type: 'button', part: 'button', onclick: retry }, view.words.retry),
          ),
        ),
      )
    }

    #bar(view) {
      const go = (month) => () => {
        this.#month = month()
        this.#showMonth(view)
      }
      const button = (name, text, month) =>
        h(
          'button',
          { type: 'button', part: 'button', 'aria-label': name, title: name, onclick: go(month) },
          text,
        )
      return h(
        'div',
        { class: 'bar', part: 'bar' },
        h(`h${view.headingLevel}`, { id: 'month', part: 'heading', lang: view.datesLang }),
        button(view.words.previous, '‹', () => addMonths(this.#month, -1)),
        button(view.words.today, view.words.today, () => addMonths(view.today, 0)),
        button(view.words.next, '›', () => addMonths(this.#month, 1)),
      )
    }

    #footer(view, isMonth) {
      const { origin } = calendar
      if (this.hasAttribute('event')) return ''
      const filters = filtersOf(this)
      const lang = view.words.lang
      const feed = addressOf(origin, '/calendar.ics', filters, { lang }).href.replace(/^https?:/, 'webcal:')
      const page = addressOf(origin, '/', filters, { lang, view: isMonth ? 'month' : undefined })
      return h(
        'p',
        { class: 'footer', part: 'footer' },
        h('a', { href: page.href }, view.words.all),
        h('a', { href: feed }, view.words.subscribe),
      )
    }
  }

  customElements.define('kalendarium-events', KalendariumEvents)
}

/** The element's own language, else that of the page around it, else the reader's. */
function languageOf(element) {
  for (let node = element; node; node = node.parentElement ?? node.getRootNode().host) {
    const lang = node.getAttribute('lang')
    if (lang && isLanguage(lang)) return lang
  }
  return navigator.language
}

function isLanguage(tag) {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

function withTimes(items, { zone }) {
  return items.map((item) => ({
    ...item,
    status: item.status === 'confirmed' && isMoved(item) ? 'rescheduled' : item.status,
    times: timesOf(item, zone),
  }))
}
