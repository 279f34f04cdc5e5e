/** Merges sorted sequences into one, lazily: nothing is asked for that is not needed. */
export function* inOrder<T>(sources: Iterable<T>[], compare: (a: T, b: T) => number): Generator<T, void> {
  const heads: Head<T>[] = []
  for (const source of sources) {
    const rest = source[Symbol.iterator]()
    const { done, value } = rest.next()
    if (!done) heads.push({ value, rest })
  }
  // Last first, so that the next one is taken from the end.
  heads.sort((a, b) => compare(b.value, a.value))
  for (let head = heads.pop(); head; head = heads.pop()) {
    yield head.value
    const { done, value } = head.rest.next()
    if (!done) insert(heads, { value, rest: head.rest }, compare)
  }
}

interface Head<T> {
  value: T
  rest: Iterator<T>
}

function insert<T>(heads: Head<T>[], head: Head<T>, compare: (a: T, b: T) => number): void {
  let low = 0
  let high = heads.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = heads[middle]
    if (other && compare(other.value, head.value) > 0) low = middle + 1
    else high = middle
  }
  heads.splice(low, 0, head)
}
