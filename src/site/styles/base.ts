/** What every page has: type, links, focus, header and footer, plain text as in the documentation. */
export const BASE = `
*, *::before, *::after { box-sizing: border-box }
html { font: 100%/1.55 var(--sans); background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; accent-color: var(--lake) }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column }
main { flex: 1; width: 100%; max-width: var(--measure); margin: 0 auto; padding: clamp(1.25rem, 3vw, 2.25rem) var(--gutter) 4rem }
main:focus { outline: none }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.15; text-wrap: balance; overflow-wrap: break-word }
h1 { font-size: clamp(1.9rem, 1.3rem + 2.6vw, 3rem); font-weight: 500; letter-spacing: -.02em; margin: 0 0 .4em }
h2 { font-size: 1.45rem; margin: 2.25rem 0 .6rem }
h3 { font-size: 1.15rem; margin: 1.5rem 0 .4rem }
p, ul, ol, dl { margin: 0 0 1rem }
a { color: var(--lake); text-underline-offset: .18em; text-decoration-thickness: .06em }
a:hover { color: var(--lake-deep); text-decoration-thickness: .12em }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px }
code { font: .92em var(--mono); overflow-wrap: anywhere }
[hidden] { display: none !important }
.vh { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.skip { position: absolute; left: var(--gutter); top: -6rem; z-index: 9; padding: .7rem 1.1rem; background: var(--lake); color: var(--on-lake); border-radius: 0 0 var(--radius) var(--radius) }
.skip:focus { top: 0; color: var(--on-lake) }
.bar { max-width: var(--measure); margin: 0 auto; padding: .7rem var(--gutter); display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.75rem }
.bar ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 .35rem; margin: 0; padding: 0 }
.bar li a, .bar li span { display: inline-block; padding: .55rem .5rem; min-height: 2.5rem }
.site-header { border-bottom: 1px solid var(--line); background: var(--surface) }
.site-header .name { display: inline-flex; align-items: center; gap: .6rem; padding: .35rem 0; font: 600 1.3rem/1.2 var(--serif); color: var(--ink); text-decoration: none; margin-inline-end: auto }
.site-header .name:hover { color: var(--lake) }
.site-header li a { text-decoration: none; color: var(--ink) }
.site-header li a:hover { color: var(--lake); text-decoration: underline }
.site-header [aria-current] { font-weight: 600; box-shadow: inset 0 -2px var(--lake) }
.mark { flex: none } .mark .leaf { fill: var(--lake) } .mark .paper { fill: var(--surface) } .mark .sun { fill: var(--lingon) }
.languages { font-size: .92rem }
.site-footer { border-top: 1px solid var(--line); background: var(--sunken); color: var(--quiet); font-size: .92rem }
.site-footer .bar { padding-block: 1.25rem 1.75rem }
.site-footer ul { margin-inline-start: -.5rem }
.site-footer .name { margin: 0; font: 600 1.05rem/1.3 var(--serif); color: var(--ink) }
.prose { max-width: 44rem }
.quiet { color: var(--quiet) }
.prose li { margin-bottom: .35rem }
.prose table, .scroll table { border-collapse: collapse; width: 100% }
.prose :is(th, td) { text-align: start; vertical-align: top; padding: .45rem 1rem .45rem 0; border-bottom: 1px solid var(--line); font-weight: inherit }
.scroll { overflow-x: auto } .scroll :is(th, a) code { overflow-wrap: normal } .unbroken { white-space: nowrap }
@media (max-width: 46rem) { main { padding-top: 1rem } .site-header .bar { gap: 0 .25rem } .site-header .home { display: none } .site-header .name { font-size: 1.15rem } .site-header .bar li a { padding-inline: .4rem } }
@media (max-width: 23rem) { .site-header .bar { flex-wrap: nowrap } .site-header .name { font-size: 1.05rem } .site-header .bar li a { padding-inline: .25rem; font-size: .9rem } .site-header .mark { display: none } }
@media (max-width: 18rem) { .site-header .bar { flex-wrap: wrap } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
@media (forced-colors: active) { .mark .sun { fill: CanvasText } }
@media print {
  html { background: none; font-size: 10.5pt }
  main, .bar { padding-inline: 0; max-width: none } main { padding-block: 0 }
  .skip, .languages, .site-header nav, .site-footer nav { display: none }
  .site-header, .site-footer { background: none }
  a { color: inherit; text-decoration: none }
}
`
