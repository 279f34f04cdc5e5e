/** `/docs` and the reference of the API: contents beside the text, operations, fields within fields, code. */
export const REFERENCE = `
.ways-in { list-style: none; padding: 0 } .ways-in a { font-weight: 600 }
.operations { list-style: none; margin: 0 0 1.25rem; padding: 0 } .prose .operations li { margin: 0; border-top: 1px solid var(--line) }
.operations a { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .35rem 0; text-decoration: none; overflow-wrap: anywhere } .operations a:hover span { text-decoration: underline }
.operations code { color: var(--quiet); font-size: .85rem; line-height: 1.8 }
.contents h2 { margin: 0 0 .6rem; font-size: 1.2rem } .contents p { margin: 0; font-weight: 600 } .contents p a { display: block; padding: .25rem 0; color: var(--ink); text-decoration: none } .contents p a:hover { text-decoration: underline }
.contents .operations a { display: block; padding: .25rem 0; line-height: 1.35 } .contents .operations code { display: block; font-size: .8rem; line-height: 1.4 }
.contents .names { list-style: none; margin: 0; padding: 0; columns: 9rem } .contents .names a { display: block; padding: .2rem 0; min-height: 1.5rem; text-decoration: none; overflow-wrap: anywhere } .contents .names a:hover { text-decoration: underline }
.reference > div { max-width: 46rem; min-width: 0 }
html:has(.reference) { scroll-padding-top: 4rem } .part { margin-top: 3.5rem } .part-head { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; padding: .4rem 0; background: var(--ground) } .reference .part-head h2 { margin: 0; font-size: 1.6rem }
.copying { margin: -.5rem 0 1rem } .copying .copy { min-height: 2.25rem; padding: .3rem .9rem; border-color: var(--edge); background: transparent; color: var(--lake); font-size: .92rem } .copying .copy:hover { background: var(--mist) }
.reference pre, .reference pre code { margin: 0; overflow-wrap: normal; font-size: .86rem; line-height: 1.5 }
.reference .scroll { max-height: 24rem; overflow: auto; margin-bottom: 1rem; padding: .8rem 1rem; border-radius: var(--radius); background: var(--sunken) }
.operation, .schema { margin-top: 2rem; padding-top: 1.75rem; border-top: 1px solid var(--line) } .part-head + .schema, .part-head + .lead + .operation { margin-top: 1rem; padding-top: 0; border-top: 0 }
.reference h3 { margin: 0 0 .4rem; font-size: 1.3rem } .reference h3 a { color: inherit; text-decoration: none } .reference h3 a:hover { text-decoration: underline }
.reference h4 { margin: 1.4rem 0 .4rem; font: 600 1rem/1.4 var(--sans) }
.reference section:target > h3, .reference div:target > dt, .reference summary :target { background: var(--mist); box-shadow: 0 0 0 .3rem var(--mist) }
.endpoint { display: flex; flex-wrap: wrap; gap: .1rem .7rem; align-items: baseline } .endpoint code { min-width: 0; font-size: 1rem } .endpoint span { color: var(--quiet) }
.fields, .answers { margin: 0 0 1rem } .fields dd, .answers dd { margin: 0 } .fields dd p, .answers dd > div p { margin: 0 }
.fields > div { padding: .5rem 0; border-top: 1px solid var(--line) } .fields dt { display: inline } .fields dt code { font-weight: 600 }
.fields .type, .fields .needed { display: inline; margin-inline-start: .6rem } .fields .type, .fields .rules { color: var(--quiet) } .fields .needed { color: var(--lingon) } .fields .rules { font-size: .94rem } .rules code { color: var(--ink) }
.fields .fields { margin: .5rem 0 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line) } .fields .fields > div:first-child { padding-top: 0; border-top: 0 } .fields .fields > div:last-child { padding-bottom: 0 }
.answers > div { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); padding: .5rem 0; border-top: 1px solid var(--line) } .answers dt { align-self: start; font: 600 .95rem/1.6 var(--mono) } .answers > div > dd > :is(p, dl) { margin: .5rem 0 0 }
.answers.terms > div { grid-template-columns: 8rem minmax(0, 1fr) }
.answers.brief { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 0 2rem } .answers.brief > div { padding: .15rem 0; border-top: 0 }
.reference summary { width: fit-content; padding: .4rem 0; color: var(--lake); cursor: pointer } .reference details .scroll { margin: .2rem 0 .5rem }
@media (max-width: 62rem) { .contents { margin-bottom: 1.5rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface) } .contents .operations { columns: 16rem } .contents li { break-inside: avoid } }
@media (min-width: 62.01rem) {
  .reference { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 0 clamp(2rem, 5vw, 4rem); align-items: start } .reference > h1 { grid-column: 1 / -1 } .reference > div { grid-column: 2 }
  .contents { grid-area: 2 / 1 / span 2; position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: .5rem .75rem 2rem .25rem; font-size: .92rem } .contents .names { columns: auto }
  @supports selector(::details-content) { .contents summary { display: none } .contents details::details-content { content-visibility: visible; block-size: auto } .part-head a { display: none } }
}
@media (max-width: 26rem) { .answers:not(.brief) > div, .answers.terms > div { grid-template-columns: minmax(0, 1fr) } .answers.terms > div { grid-template-columns: 8rem minmax(0, 1fr) }
.answers.brief { grid-template-columns: minmax(0, 1fr) } .fields .fields { padding-inline-start: .6rem } }
@media print { .contents, .copying, .part-head a { display: none } .part-head { position: static } .reference { display: block } .reference .scroll { max-height: none; overflow: visible } .reference pre, .reference pre code { white-space: pre-wrap; overflow-wrap: anywhere } .reference :is(h2, h3, h4, .endpoint) { break-after: avoid } .fields > div, .answers > div { break-inside: avoid-page } .reference details::details-content { content-visibility: visible; block-size: auto } }
`
