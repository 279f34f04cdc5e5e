import { SaxesParser } from 'saxes'

/** An element as it was read: its attributes, its own text, its children. */
export interface Element {
  name: string
  attributes: Record<string, string>
  text: string
  children: Element[]
}

/** Reads XML strictly. @throws where it is not well-formed */
export function readXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, text: '', children: [] }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: { ...attributes }, text: '', children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  const addText = (text: string) => {
    const element = open.at(-1)
    if (element) element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(xml).close()
  const [top] = root.children
  if (!top) throw new Error('no element')
  return top
}

/** Texts of the children with a name. */
export function texts(element: Element | undefined, name: string): string[] {
  return (element?.children ?? []).filter((child) => child.name === name).map(({ text }) => text)
}

/** All elements with a name, at any depth. */
export function all(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])
}
