/** Files of the installed packages, given by the entry: nothing else reads a disk. */
export interface Assets {
  /** The file of swagger-ui-dist; rejects where it is not there. */
  read(name: 'swagger-ui.css' | 'swagger-ui-bundle.js'): Promise<Uint8Array<ArrayBuffer>>
}
