/** What `make` makes, made when it is first asked for: a start does not wait for what most processes never need. */
export function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}
