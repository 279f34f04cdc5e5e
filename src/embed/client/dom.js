/**
 * An element with its attributes, `on…` listeners and children. Texts become text nodes and nothing is ever parsed as
 * HTML, so what partners write cannot become markup. Attributes of undefined, null or false are left out.
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.slice(2), value)
    else if (value === true) element.setAttribute(key, '')
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value)
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''))
  return element
}

/** The address if it is one of the web, else null: `javascript:` and the like are no links. */
export function webAddress(text) {
  try {
    const url = new URL(text)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
  } catch {
    return null
  }
}
