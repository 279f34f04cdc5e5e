/** The calendar page: its head with search and filters, lists, tables, the ways to subscribe. */
export const CALENDAR = `
.i { width: 1em; height: 1em; flex: none; vertical-align: -.12em; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; margin-inline-end: .35em }
.sheet { position: absolute }
.dot { width: .6em; height: .6em; flex: none; margin-inline-end: .4em }

.top { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem }
.top h1 { margin: 0 }
.view-name { margin: 0 0 .25rem; font: 600 1.1rem/1.3 var(--serif); color: var(--lake) }
.view-about { max-width: 44rem; margin: .5rem 0 0; font-size: 1.1rem; color: var(--quiet) }

button, .button { font: inherit; font-weight: 600; cursor: pointer; display: inline-flex; align-items: center; justify-content: center; min-height: 2.75rem; padding: .5rem 1.15rem; border: 1px solid var(--lake); border-radius: var(--radius); background: var(--lake); color: var(--on-lake); text-decoration: none }
.button { background: transparent; color: var(--lake) }
.button:hover { background: var(--mist); color: var(--lake-deep) }
button:hover { background: var(--lake-deep) }
input[type=search], input[type=text] { font: inherit; width: 100%; min-height: 2.75rem; padding: .5rem .9rem; border: 1px solid var(--edge); border-radius: var(--radius); background: var(--surface); color: var(--ink); text-overflow: ellipsis }
::placeholder { color: var(--quiet); opacity: 1 }
.search { display: flex; gap: .5rem; max-width: 44rem } .search .i, .filters > summary .i { width: 1.2em; height: 1.2em; margin: 0 } .search button .i { display: none }

.facets { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .75rem; position: relative }
.facet { position: relative }
.facet summary, .toggle { min-height: 2.5rem; padding: .35rem .9rem; border-radius: 2rem } .toggle { display: inline-flex; align-items: center; gap: .45rem; border: 1px solid var(--line); background: var(--surface); cursor: pointer; user-select: none }
.facet summary::after { content: ''; width: .42em; height: .42em; border: solid var(--quiet); border-width: 0 1.5px 1.5px 0; transform: translateY(-.12em) rotate(45deg); margin-inline-start: .1em }
.facet[open] summary { border-color: var(--lake); background: var(--mist) }
.facet summary:hover, .toggle:hover { border-color: var(--edge) }
.filters > summary, .facet summary { display: inline-flex; align-items: center; gap: .45rem; border: 1px solid var(--line); background: var(--surface); cursor: pointer; list-style: none; user-select: none }
.filters > summary { min-height: 2.75rem; margin-top: .75rem; padding: .35rem .9rem; border-color: var(--edge); border-radius: var(--radius) } .filters[open] > summary { border-color: var(--lake); background: var(--mist) }
.filters summary::-webkit-details-marker { display: none }
.filters summary .n:not(:empty) { min-width: 1.45em; padding: 0 .4em; border-radius: 1em; background: var(--lake); color: var(--on-lake); font-size: .8rem; line-height: 1.45em; text-align: center }
.toggle .n { color: var(--quiet); font-variant-numeric: tabular-nums }
.toggle:has(:checked) { border-color: var(--lake); background: var(--mist) }
.facet fieldset { position: absolute; z-index: 5; top: calc(100% + .35rem); inset-inline-start: 0; width: max-content; min-width: 15rem; max-width: min(24rem, 86vw); margin: 0; padding: .5rem; border: 1px solid var(--edge); border-radius: var(--radius); background: var(--surface); box-shadow: 0 .6rem 1.8rem rgb(0 0 0 / .16) }
.facet fieldset p { margin: .4rem .5rem; color: var(--quiet) }
.facet ul { list-style: none; margin: 0; padding: 0; max-height: 22.9rem; overflow-y: auto }
.facet label { display: flex; align-items: center; gap: .55rem; min-height: 2.4rem; padding: .25rem .5rem; border-radius: .35rem; cursor: pointer }
.facet label:hover { background: var(--sunken) }
.facet label .n { margin-inline-start: auto; padding-inline-start: 1rem; color: var(--quiet); font-variant-numeric: tabular-nums }
.facet label .dot { margin: 0 -.1rem 0 0; width: .7em; height: .7em }
input[type=checkbox] { width: 1.15rem; height: 1.15rem; flex: none; margin: 0 }
.apply { width: 100%; margin-top: .4rem }

.chosen { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0 0; padding: 0 }
.chosen a { display: inline-flex; align-items: center; gap: .5rem; min-height: 2.25rem; padding: .25rem .85rem; border-radius: 2rem; background: var(--mist); color: var(--lake-deep); text-decoration: none }
.chosen a:hover { text-decoration: underline }
.chosen .i { margin: 0 }
.chosen .clear { background: none; text-decoration: underline }

.bar-of-view { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 2rem; margin: 1.75rem 0 0; border-bottom: 1px solid var(--line) }
.bar-of-view ul { list-style: none; display: flex; flex-wrap: wrap; margin: 0; padding: 0; align-items: center }
.bar-of-view :is(a, .now, .none) { display: inline-flex; align-items: center; gap: .45rem; min-height: 2.75rem; padding: .35rem .8rem; color: var(--ink); text-decoration: none }
.bar-of-view .i { margin: 0 }
.bar-of-view a:hover { color: var(--lake); text-decoration: underline }
.views li:first-child a { padding-inline-start: 0 }
.views [aria-current] { font-weight: 600; color: var(--lake); box-shadow: inset 0 -3px var(--lake) }
.views li:first-child [aria-current] { padding-inline-start: .8rem }
.steps .now { font-weight: 600 } .steps span.now { color: var(--quiet); font-weight: 400 }
.steps .none { color: var(--quiet) }
.count { margin: .9rem 0 0; color: var(--quiet); font-size: .95rem }

.day { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); gap: 0 2rem; padding: 1.5rem 0; border-bottom: 1px solid var(--line) }
.day-side { position: relative }
.day-name { margin: 0; font: 400 1rem/1.3 var(--sans); position: sticky; top: 1rem }
.day-name time { display: grid; grid-template: 'n w' auto 'n m' auto / auto 1fr; column-gap: .7rem; align-items: center }
.day-name .number { grid-area: n; font: 500 2.9rem/1 var(--serif); letter-spacing: -.03em; font-variant-numeric: lining-nums; min-width: 1.1em }
.day-name .weekday { grid-area: w; align-self: end; font-weight: 600 }
.day-name .month { grid-area: m; align-self: start; color: var(--quiet); white-space: nowrap }
.day-name .relative { display: inline-block; margin-top: .45rem; padding: .05rem .6rem; border-radius: 1rem; background: var(--lake); color: var(--on-lake); font-size: .85rem; font-weight: 600 }
.red .number { color: var(--lingon) }
.feast { display: block; margin-top: .35rem; color: var(--quiet); font-size: .9rem } .red .feast { color: var(--lingon) }
.week { margin: .35rem 0 0; color: var(--quiet); font-size: .85rem } .day-side .week { white-space: nowrap }
.ongoing .day-name .number { font-size: 1.5rem }
.entries { list-style: none; margin: 0; padding: 0; display: grid; gap: 1.15rem }
.entry { display: grid; grid-template-columns: 6.8rem minmax(0, 1fr); gap: 0 1.25rem }
.at { margin: 0; font-variant-numeric: tabular-nums; line-height: 1.5 }
.entry .at { padding-top: .12rem; color: var(--quiet) } .entry .at > time:first-child { color: var(--ink); font-weight: 600 }
.entry .at .to { white-space: nowrap }
.entry h3 { margin: 0; font-size: 1.22rem; line-height: 1.25; overflow-wrap: anywhere; hyphens: auto }
.entry h3 a { color: var(--ink); text-decoration-color: transparent; text-decoration-line: underline }
.entry h3 a:hover { color: var(--lake); text-decoration-color: currentColor }
.entry s, .mini s { text-decoration-thickness: .09em; color: var(--quiet) }
.status { margin: .2rem 0 0; color: var(--lingon) } .entry .status { display: flex; flex-wrap: wrap; align-items: center; column-gap: .2rem }
.entry .status .i { font-size: 1.1rem }
.tentative .status, .rescheduled .status, .movedOnline .status { color: var(--amber) }
.entry .status > span { color: var(--ink) } .entry .status > strong { margin-inline-end: .3rem }
.due, .zone { margin: .2rem 0 0 } .due { font-weight: 600; color: var(--amber) } .zone { color: var(--quiet) }
.entry .about { margin: .15rem 0 0; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; max-width: 44rem; overflow-wrap: anywhere }
.facts { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: .25rem 0 0; padding: 0; color: var(--quiet); font-size: .95rem }
.facts li { display: inline-flex; align-items: center; min-width: 0; overflow-wrap: anywhere }
.facts .free, .facts .online { color: var(--lake) }
.others { margin-top: 1.15rem } .others summary { display: inline-flex; align-items: center; min-height: 2.5rem; cursor: pointer; color: var(--lake); font-weight: 600; text-decoration: underline; text-underline-offset: .18em } .others .entries { margin-top: .75rem }
.begin { margin: 0 0 1.5rem } .end { margin: 2rem 0 0 }
.empty { margin: 2.5rem 0; padding: clamp(1.25rem, 4vw, 2.5rem); border-radius: var(--radius); background: var(--sunken) }
.empty > p:first-child { font: 500 1.5rem/1.3 var(--serif); text-wrap: balance }
.empty ul { list-style: none; padding: 0 } .empty .status { display: inline-block } .empty li { margin: .4rem 0 } .empty li span:first-child { color: var(--quiet) } .empty li a { padding-block: .35rem } .empty p:last-child { margin: 0 }

.grid { width: 100%; table-layout: fixed; border-collapse: collapse; margin-top: .75rem; font-size: .875rem }
.grid th, .grid td { text-align: start; vertical-align: top; font-weight: 400; padding: 0 }
.grid thead th { padding: .4rem .5rem; color: var(--quiet) }
.grid .w { width: 3.1rem; color: var(--quiet) } .grid .w a { display: inline-flex; align-items: center; min-height: 1.9rem; padding: .2rem .3rem .2rem 0; color: var(--quiet); text-decoration: none; white-space: pre } .grid .w a:hover { text-decoration: underline } .grid .w .long { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
.grid .numbers > * { border-top: 1px solid var(--line) }
.grid .num { padding: .3rem .45rem 0 }
.grid .out { padding: .68rem .45rem; background: var(--sunken); color: var(--quiet); font: 1.15rem/1 var(--serif); font-variant-numeric: lining-nums }
.grid .num .number { display: inline-flex; align-items: center; justify-content: center; min-width: 1.9rem; height: 1.9rem; margin-inline-start: -.35rem; border-radius: 1rem; font: 500 1.15rem/1 var(--serif); font-variant-numeric: lining-nums; color: var(--ink); text-decoration: none }
.grid .num .number:hover { background: var(--mist) }
.grid .red .number { color: var(--lingon) }
.grid .today .number { background: var(--lake); color: var(--on-lake) }
.grid .num .feast { display: inline; margin: 0; font-size: .78rem }
.grid .cell { height: 4.2rem; padding: .25rem .45rem .6rem } .grid.wide .cell { height: 16rem }
.grid ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .4rem }
.mini { line-height: 1.35; overflow-wrap: anywhere; hyphens: auto }
.mini a { color: var(--ink); text-decoration-color: transparent; text-decoration-line: underline } .mini a:hover { color: var(--lake); text-decoration-color: currentColor }
.mini .at { color: var(--quiet) ; font-weight: 600 }
.cells .mini { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden } .wide .cells .mini { -webkit-line-clamp: none; display: block }
.mini .status { font-size: .85em; display: inline-block } .mini .i { margin-inline-end: .2em } .mini.deadline .at { color: var(--amber) }
.mini .where { color: var(--quiet) } .mini .days { display: none }
.cell-day { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; margin: 0 }
.grid .span { padding: .1rem .2rem }
.span .mini { display: block; padding: .12rem .5rem; border-radius: .3rem; background: var(--mist); white-space: nowrap; overflow: hidden; text-overflow: ellipsis } .span .mini .dot { vertical-align: .02em }
.span.from .mini { border-start-start-radius: 0; border-end-start-radius: 0; margin-inline-start: -.2rem } .span.on .mini { border-start-end-radius: 0; border-end-end-radius: 0; margin-inline-end: -.2rem }
.more { display: inline-flex; align-items: center; min-height: 1.6rem; padding: 0 .1rem; font-weight: 600 }

.subscribe { margin-top: 3.5rem; padding: clamp(1.25rem, 4vw, 2.25rem); border-radius: .75rem; background: var(--mist) }
.subscribe h2 { margin-top: 0 } .subscribe > p { max-width: 46rem }
.ways { list-style: none; display: flex; flex-wrap: wrap; gap: .6rem; margin: 1.25rem 0; padding: 0 } .subscribe .button { background: var(--surface) }
.address { max-width: 46rem } .address label { display: block; margin-bottom: .3rem; font-weight: 600 } .address > div { display: flex; gap: .5rem } .address input { font-family: var(--mono); font-size: .9rem }
.copy.done::after { content: ' \\2713'; white-space: pre }
.readers { margin: 1rem 0 0 }
@media (scripting: none) { .copy { display: none } }
@media (scripting: enabled) { .apply { display: none } }

/* Where there is room the filters stand there open; a browser that cannot show what is closed keeps the button. */
@supports selector(::details-content) {
  @media (min-width: 46.01rem) { .filters > summary { display: none } .filters::details-content { content-visibility: visible } }
}
@media (max-width: 60rem) {
  .grid, .grid tbody, .grid tr, .grid td, .grid th.w { display: block; width: auto }
  .grid { font-size: 1rem } .grid thead, .grid .num, .grid .out, .grid .gap, .grid .cell.none, .grid .idle:not(#now), .grid .week:not(:first-of-type) .span.from { display: none }
  .grid .numbers > * { border: 0 }
  .grid .week { margin: 0; padding: 1.1rem 0; border-bottom: 1px solid var(--line); color: inherit; font-size: 1rem }
  .grid .w a { min-height: 2.2rem; font-weight: 600; color: var(--quiet) } .grid .w .long { position: static; clip-path: none; width: auto; height: auto } .grid .w .short { display: none }
  .grid .span { padding: .2rem 0 } .span .mini { white-space: normal; padding: .45rem .7rem; border-radius: .35rem; margin: 0 !important } .mini .days { display: block; color: var(--quiet); font-size: .9rem }
  .grid .cell, .grid.wide .cell { height: auto; display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0 1rem; padding: .8rem 0 0 }
  .cell-day { position: static; clip-path: none; width: auto; height: auto; overflow: visible; font: 600 1rem/1.4 var(--serif) }
  .cell.today .cell-day { color: var(--lake) } .cell.red .cell-day { color: var(--lingon) }
  .cells .mini { display: block } .mini a { padding-block: .2rem } .grid ul { gap: .6rem } .cell .more { grid-column: 2; min-height: 2.75rem }
}
@media (max-width: 46rem) {
  .day { grid-template-columns: minmax(0, 1fr); gap: .9rem; padding: 1.25rem 0 }
  .day-side { display: flex; align-items: center; justify-content: space-between; gap: 1rem } .day-name { position: static; display: flex; flex-wrap: wrap; align-items: center; gap: .2rem .9rem } .day-name .number { font-size: 2.4rem } .day-name .relative { margin: 0 } .feast { margin: 0 }
  .entry { grid-template-columns: minmax(0, 1fr) }
  .facet { position: static } .facet fieldset { inset-inline: 0; top: auto; margin-top: .35rem; width: 100%; min-width: 0; max-width: none }
  .facet summary, .toggle { padding: .3rem .75rem; font-size: .95rem } .facets { gap: .4rem }
  .top { gap: .75rem } .top h1 { font-size: 1.65rem } .filter { position: relative } .search { padding-inline-end: 7.4rem } .search button { padding: 0 .75rem } .search button .i { display: block } .search button span { position: absolute; clip-path: inset(50%) }
  .filters > summary { position: absolute; top: 0; inset-inline-end: 0; width: 6.9rem; height: 2.75rem; margin: 0; padding: 0 .4rem; gap: .35rem; justify-content: center; font-size: .95rem } .filters > summary:has(.n:not(:empty)) .i { display: none }
  .bar-of-view { margin-top: .6rem } .bar-of-view ul { width: 100% } .count { margin-top: .6rem } .chosen { margin-top: .75rem }
  .steps { width: 100% } .steps ul { flex-wrap: nowrap; justify-content: space-between } .steps :is(a, .now) { padding-inline: .2rem }
  .grid .cell, .grid.wide .cell { grid-template-columns: minmax(0, 1fr); gap: .25rem } .cell .more { grid-column: auto }
  .address > div { flex-wrap: wrap } .copy { flex: 1 }
}
@media (max-width: 24rem) { .steps ul { flex-wrap: wrap; column-gap: .5rem } .steps :is(a, .now, .none) { gap: .25rem; padding-inline: 0 } .steps li { font-size: .94rem } }
/* So narrow is a phone where letters are large. */
@media (max-width: 18rem) { .search { padding-inline-end: 0 } .filters > summary { position: static; width: 100%; margin-top: .5rem } h1 .unbroken { white-space: normal } .day-side { flex-wrap: wrap } .day-name .month { white-space: normal } .ways li { max-width: 100% } .ways .button { padding-inline: .5rem; overflow-wrap: anywhere; min-width: 0; max-width: 100% } }
@media (forced-colors: active) { .views [aria-current], .site-header [aria-current] { border-bottom: 3px solid } .span .mini { border: 1px solid } .today .number { border: 2px solid } .dot circle { forced-color-adjust: none } }
@media print {
  .filter, .bar-of-view, .subscribe, .chosen .i, .chosen .clear { display: none } .chosen { margin: 0 } .chosen a { padding: 0; color: inherit; background: none }
  .day { break-inside: avoid; padding: .6rem 0 } .grid tbody { break-inside: avoid } .span .mini { border: 1px solid #999 }
}
`
