import { readFileSync } from 'node:fs'
import jsonld from 'jsonld'
import { Parser, Store } from 'n3'
import Validator from 'rdf-validate-shacl'

/** A JSON-LD document as triples. Nothing is fetched: a document that needs another is an error. */
export async function readJsonLd(document: object): Promise<Store> {
  // `safe` (which the types do not know): what would be dropped silently is an error.
  const options = { format: 'application/n-quads' as const, safe: true, documentLoader: refuse }
  const quads = await jsonld.toRDF(document, options)
  return new Store(new Parser({ format: 'N-Quads' }).parse(String(quads)))
}

export function readTurtle(path: string | URL): Store {
  return new Store(new Parser().parse(readFileSync(path, 'utf8')))
}

/** What the shapes find wrong, as one line each; nothing where the data is valid. */
export async function violations(data: Store, shapes: Store): Promise<string[]> {
  const report = await new Validator(shapes).validate(data)
  return report.results.map(({ focusNode, path, sourceConstraintComponent, value }) =>
    [focusNode, path, sourceConstraintComponent, value].map((term) => term?.value ?? '').join(' '),
  )
}

async function refuse(url: string): Promise<never> {
  throw new Error(`not here: ${url}`)
}
