/** Files that are served, given by the entry: nothing else reads a disk. */
export interface Assets {
  /** The guide beside this file, or a module of `src/embed/client/`; rejects where it is not there. */
  read(name: AssetName): Promise<Uint8Array<ArrayBuffer>>
}

export type AssetName = 'partners.md' | EmbedPart

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
