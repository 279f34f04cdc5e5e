/** Milliseconds by which a turn of the event loop may be late. */
const MOST_LATE = 250
/** So many late turns one after the other are no single long one, such as a collection or a large write. */
const IN_A_ROW = 4

/** Tells from each turn's lateness, in milliseconds, whether there is more to do than can be done. */
export function createLateness() {
  let late = 0
  return {
    sample(milliseconds: number): void {
      late = milliseconds > MOST_LATE ? late + 1 : 0
    },
    isOverloaded: () => late >= IN_A_ROW,
  }
}
