/** The page of one event: its head, its text, the facts beside it, dates, ways out. */
export const EVENT = `
.back { display: none; margin: 0 0 .5rem } .back a { display: inline-flex; align-items: center; gap: .4rem; min-height: 2.25rem }
.event { display: grid; gap: 1.5rem }
.event-head { max-width: 52rem }
.event-head h1 { overflow-wrap: anywhere; hyphens: auto }
.kind { display: flex; flex-wrap: wrap; gap: .2rem 1.25rem; margin: 0 0 .5rem; color: var(--quiet) } .kind:empty { display: none }
.kind > span:first-child:not(:has(a)) { font-weight: 600 }
.event-head .lead { font-size: 1.2rem; color: var(--ink); max-width: 44rem; margin: .75rem 0 0; overflow-wrap: anywhere }
.event-head .series { margin: .75rem 0 0 }
.status-box { display: flex; gap: .6rem; align-items: flex-start; width: fit-content; max-width: 44rem; margin: 1rem 0 0; padding: .8rem 1.1rem; border: 2px solid var(--lingon); border-radius: var(--radius); background: var(--lingon-mist); font-size: 1.1rem; overflow-wrap: anywhere }
.status-box .i { width: 1.3em; height: 1.3em; margin: .12em 0 0; color: var(--lingon) }
:is(.tentative, .rescheduled, .movedOnline) .status-box { border-color: var(--amber); background: var(--amber-mist) } :is(.tentative, .rescheduled, .movedOnline) .status-box .i { color: var(--amber) }
.event:not(.cancelled, .postponed, .tentative, .rescheduled, .movedOnline) .status-box { border-color: var(--edge); background: var(--sunken) }
.over { margin: 1rem 0 0; color: var(--quiet); font-weight: 600 }
.event-body { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; gap: 1.5rem clamp(2rem, 5vw, 4.5rem); align-items: start }
.event-main { max-width: 44rem; overflow-wrap: anywhere } .event-main > * + * { margin-top: 2.25rem } .event-main > section > h2 { margin-top: 0 }
.event-body.plain { grid-template-columns: minmax(0, 44rem) }
.picture { margin: 0 } .picture img { display: block; width: 100%; height: auto; aspect-ratio: 3 / 2; object-fit: contain; border-radius: var(--radius); background: var(--sunken) } .picture figcaption { margin-top: .5rem; color: var(--quiet); font-size: .92rem }
.text { font-size: 1.08rem; line-height: 1.65 } .text > :first-child { margin-top: 0 } .text > :last-child { margin-bottom: 0 } .text :is(h2, h3, h4, h5, h6) { margin: 1.6rem 0 .4rem; font-size: 1.2rem } .text li { margin-bottom: .3rem }
.text pre { padding: .8rem 1rem; border-radius: var(--radius); background: var(--sunken); font-size: .875rem; line-height: 1.5 } .text :is(pre, code) { overflow-x: auto; white-space: pre-wrap } .text blockquote { margin: 1rem 0; padding-inline-start: 1.1rem; border-inline-start: 3px solid var(--line); color: var(--quiet) }
.event-side { display: grid; gap: 1.25rem; overflow-wrap: anywhere }
.event-facts { margin: 0; border-top: 1px solid var(--line) }
.event-facts > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .15rem 1rem; padding: .7rem 0; border-bottom: 1px solid var(--line) }
.event-facts dt { color: var(--quiet); hyphens: auto } .event-facts dd { margin: 0 } .event-facts dd p { margin: 0 } .event-facts dd p + p { margin-top: .35rem }
.event-facts .moment { font-weight: 600 } .event-facts s { text-decoration-thickness: .09em; color: var(--quiet) } .event-facts .next { font-weight: 400; color: var(--quiet) } .offer { color: var(--quiet) }
.plain { list-style: none; margin: 0; padding: 0 } .plain li { padding: .05rem 0 } .plain.inline { display: flex; flex-wrap: wrap; gap: 0 .9rem } .plain.capital li::first-letter { text-transform: uppercase }
.registration { padding: 1.1rem 1.25rem 1.25rem; border-radius: var(--radius); background: var(--mist) } .registration.closed { background: var(--sunken) }
.registration h2 { margin: 0 0 .35rem; font-size: 1.2rem } .registration p { margin: 0 } .registration p + p { margin-top: .9rem }
.button.main { background: var(--lake); color: var(--on-lake) } .button.main:hover { background: var(--lake-deep); color: var(--on-lake) }
.dates, .people, .links { list-style: none; margin: 0; padding: 0 }
.dates li { display: grid; gap: .1rem 1.25rem; padding: .6rem 0; border-bottom: 1px solid var(--line) } .dates li:first-child { border-top: 1px solid var(--line) }
.dates .at { padding: 0; font-variant-numeric: tabular-nums } .dates .status { color: var(--lingon); white-space: normal; margin: 0 }  .dates :is(.status.moved, .tentative .status, .rescheduled .status, .movedOnline .status) { color: var(--amber) } .dates li > span + span { color: var(--ink) }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1rem 2rem } .people li { display: grid; align-content: start } .people span { color: var(--quiet) } .people .role { font-size: .92rem }
.links li { padding: .3rem 0 } .links span { color: var(--quiet); margin-inline-start: .35rem } .links a span { color: inherit; margin: 0 }
.lost { margin-bottom: 1.25rem }
.hint { margin: .7rem 0 0; color: var(--quiet); font-size: .95rem }
.ways-out { padding-top: 1.25rem; border-top: 1px solid var(--line) } .ways-out h2 { margin: 0 0 .5rem; font-size: 1.2rem } .ways-out .ways { margin: 0 }
.ways.quiet { gap: 0 1.5rem } .ways.quiet a { display: inline-flex; align-items: center; min-height: 2.75rem } .ways-out .address { margin-top: .6rem } .ways-out .address label { font-weight: 400; color: var(--quiet) }
@media (max-width: 56rem) { .event-body, .event-body.plain { grid-template-columns: minmax(0, 1fr) } .event-side { grid-row: 1 } }
@media (max-width: 46rem) { .back { display: block } }
@media (max-width: 26rem) { .event-facts > div { grid-template-columns: minmax(0, 1fr) } }
@media print { .back, .ways-out, .registration .button { display: none } .event-body:not(.plain) { grid-template-columns: minmax(0, 1fr) 15rem } .event-body:not(.plain) .event-side { grid-area: 1 / 2 } .event-body:not(.plain) .event-facts > div { grid-template-columns: minmax(0, 1fr) } }
`
