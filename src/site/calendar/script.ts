/**
 * What the page does where there is script: results follow the search as one types and the filters as one chooses, the
 * address with them, and a status line says how many there are; addresses and code can be copied. Without script the same form and
 * links do it. The function runs in browsers only: it is sent as its own text, and so uses nothing from around it.
 */
function enhance(): void {
  const form = document.querySelector<HTMLFormElement>('#filter')
  const status = document.querySelector('#status')
  let underWay: AbortController | undefined
  let wait: ReturnType<typeof setTimeout> | undefined
  const here = () => location.pathname + location.search
  let shown = here()
  /** Whether the address is of a search that is being typed, of which only the last is to come back to. */
  let isTyped = false

  const address = (from: HTMLFormElement) => {
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(from)) {
      if (typeof value === 'string' && value !== '') query.append(name, value)
    }
    const text = query.toString()
    return text ? `${from.action}?${text}` : from.action
  }

  const take = (page: Document, id: string) => {
    const fresh = page.getElementById(id)
    const old = document.getElementById(id)
    if (!fresh || !old) return
    // What one is about to use stays, but for its numbers.
    if (!old.contains(document.activeElement)) {
      if (old instanceof HTMLDetailsElement && fresh instanceof HTMLDetailsElement) fresh.open = old.open
      old.replaceWith(fresh)
      return
    }
    const summary = old.querySelector('summary .n')
    const counted = fresh.querySelector('summary .n')
    if (summary && counted) summary.replaceWith(counted)
    for (const box of old.querySelectorAll('input')) {
      const same = [...fresh.querySelectorAll('input')].find(({ value }) => value === box.value)
      const count = box.parentElement?.querySelector('.n')
      if (count) count.textContent = same?.parentElement?.querySelector('.n')?.textContent ?? '0'
    }
  }

  const load = async (from: HTMLFormElement, isTyping: boolean) => {
    underWay?.abort()
    underWay = new AbortController()
    const url = address(from)
    try {
      const answer = await fetch(url, { signal: underWay.signal })
      if (!answer.ok) return from.submit()
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      for (const id of ['heading', 'chosen', 'bar', 'results', 'feeds']) take(page, id)
      for (const facet of page.querySelectorAll('.facet, .filters > summary > .n, .toggle > .n'))
        take(page, facet.id)
      for (const link of document.querySelectorAll('.languages a')) {
        const other = page.querySelector(`.languages a[lang="${link.getAttribute('lang')}"]`)
        link.setAttribute('href', other?.getAttribute('href') ?? '')
      }
      document.title = page.title
      if (isTyping && isTyped) history.replaceState(null, '', url)
      else if (url !== location.href) history.pushState(null, '', url)
      isTyped = isTyping
      shown = here()
      const count = document.getElementById('results')?.dataset.count
      if (status && count) status.textContent = count
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) from.submit()
    }
  }

  form?.addEventListener('input', ({ target }) => {
    clearTimeout(wait)
    const isTyping = target instanceof HTMLInputElement && target.type === 'search'
    wait = setTimeout(() => load(form, isTyping), isTyping ? 250 : 60)
  })
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    clearTimeout(wait)
    load(form, false)
  })
  // Back and forward among these addresses: the page is loaded as the address has it, its form too.
  addEventListener('popstate', () => {
    if (here() !== shown) location.replace(here())
  })

  const closeFacets = (but: Element | null) => {
    for (const facet of document.querySelectorAll<HTMLDetailsElement>('.facet[open]')) {
      if (facet !== but) facet.open = false
    }
  }
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element) closeFacets(target.closest('.facet'))
  })
  document.addEventListener('keydown', ({ key, target }) => {
    const facet = target instanceof Element ? target.closest<HTMLDetailsElement>('.facet[open]') : null
    if (key !== 'Escape' || !facet) return
    facet.open = false
    facet.querySelector('summary')?.focus()
  })

  document.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null
    const source = button && document.getElementById(button.dataset.copy ?? '')
    if (!button || !source) return
    const isField = source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement
    if (isField) source.select()
    else getSelection()?.selectAllChildren(source)
    try {
      await navigator.clipboard.writeText(isField ? source.value : (source.textContent ?? ''))
      if (status) status.textContent = button.dataset.done ?? ''
      button.classList.add('done')
    } catch {
      // It is selected: the reader's own command copies it.
    }
  })
}

/** A build for another runtime may name functions by a helper of its own, which the text must then bring along. */
export const CALENDAR_SCRIPT = `'use strict';{const __name=f=>f;(${enhance.toString()})()}\n`
