/** Files that are served, given by the entry: nothing else reads a disk. */
export interface Assets {
  /** A file of swagger-ui-dist, the guide beside this file, or a module of `src/embed/client/`; rejects where it is not there. */
  read(name: AssetName): Promise<Uint8Array<ArrayBuffer>>
}

export type AssetName = 'swagger-ui.css' | 'swagger-ui-bundle.js' | 'partners.md' | EmbedPart

/** The modules of `/embed.js`, each after those that it imports. */
export const EMBED_PARTS = [
  'embed/dom.js',
  'embed/words.js',
  'embed/dates.js',
  'embed/source.js',
  'embed/event.js',
  'embed/list.js',
  'embed/month.js',
  'embed/style.js',
  'embed/element.js',
] as const
export type EmbedPart = (typeof EMBED_PARTS)[number]
