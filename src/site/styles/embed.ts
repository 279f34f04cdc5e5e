/** `/embed` with the element at work, and the page that others frame. */
export const EMBED = `
kalendarium-events { --kalendarium-accent: var(--lake); --kalendarium-on-accent: var(--on-lake); --kalendarium-muted: var(--quiet); --kalendarium-line: var(--line); --kalendarium-tint: var(--sunken); --kalendarium-radius: var(--radius) }
.embed-demo { margin: 1.25rem 0 2.5rem; padding: clamp(1rem, 3vw, 2rem); border: 1px solid var(--line); border-radius: .75rem; background: var(--surface) }
.lead { font-size: 1.15rem; color: var(--quiet); max-width: 42rem }
.scroll + p { margin-top: 1rem }
.snippet label { display: block; margin-bottom: .3rem; font-weight: 600 }
.snippet textarea { width: 100%; padding: .75rem .9rem; border: 1px solid var(--edge); border-radius: var(--radius); background: var(--sunken); color: var(--ink); font: .9rem/1.5 var(--mono); resize: vertical; field-sizing: content }
.snippet p { margin: .5rem 0 0 }
.frame { background: none } .frame main { padding: 1rem var(--gutter) }
`
