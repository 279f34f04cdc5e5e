/**
 * The look, for a stylesheet made by script. Everything derives from the site's own font and text colour; a dark theme
 * follows the site's `color-scheme`. What sites may set: --kalendarium-accent, -on-accent, -muted, -line, -tint, -radius,
 * -gap and -font, and the parts (`::part(title)`).
 */
export const STYLE = `
:host { display: block; font-family: var(--kalendarium-font, inherit); line-height: 1.45;
  --accent: var(--kalendarium-accent, #0f5257); --on-accent: var(--kalendarium-on-accent, #fff) }
@supports (color: light-dark(#000, #fff)) {
  :host { --accent: var(--kalendarium-accent, light-dark(#0f5257, #86d0dc));
    --on-accent: var(--kalendarium-on-accent, light-dark(#fff, #06262c)) }
}
:host([hidden]) { display: none }
:host([theme]) { padding: 1em; border-radius: var(--radius) }
:host([theme="light"]) { color-scheme: light; background: #fff; color: #16212b }
:host([theme="dark"]) { color-scheme: dark; background: #12181e; color: #e9eef2 }
:host([theme="auto"]) { color-scheme: light dark; background: light-dark(#fff, #12181e); color: light-dark(#16212b, #e9eef2) }
.root { container-type: inline-size;
  --muted: var(--kalendarium-muted, color-mix(in srgb, currentColor 74%, transparent));
  --line: var(--kalendarium-line, color-mix(in srgb, currentColor 16%, transparent));
  --tint: var(--kalendarium-tint, color-mix(in srgb, currentColor 5%, transparent));
  --radius: var(--kalendarium-radius, .4em); --gap: var(--kalendarium-gap, 1.5em) }
*, ::before { box-sizing: border-box }
h2, h3, h4, h5, h6, p, ul { margin: 0; padding: 0 }
ul { list-style: none }
a { color: inherit; text-underline-offset: .18em; text-decoration-thickness: 1px;
  text-decoration-color: color-mix(in srgb, currentColor 40%, transparent) }
a:hover { color: var(--accent); text-decoration-color: currentColor }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

.day + .day, .month ~ .day { margin-top: var(--gap) }
.day > :is(h2, h3, h4, h5, h6) { font-size: 1em; font-weight: 650; padding-bottom: .4em; border-bottom: 1px solid var(--line) }
.day > :is(h2, h3, h4, h5, h6)::first-letter, .bar > ::first-letter { text-transform: uppercase }
.event { display: grid; grid-template-columns: 9em 1fr; column-gap: 1.25em; padding: .7em 0; border-bottom: 1px solid var(--line) }
.event:last-child { border-bottom: 0 }
.time { font-variant-numeric: tabular-nums; color: var(--muted) }
.elsewhere { display: block; font-size: .85em }
.headline { text-wrap: pretty; overflow-wrap: anywhere }
.event .title { font-weight: 600; font-size: 1.06em }
.place, .note { color: var(--muted); font-size: .94em; overflow-wrap: anywhere }
.note { color: inherit }
.status { display: inline-block; margin-right: .5em; padding: 0 .45em; border: 1px solid currentColor; border-radius: var(--radius);
  font-size: .82em; font-weight: 600; line-height: 1.5 }
.cancelled .title { text-decoration-line: underline line-through }
.categories { display: flex; flex-wrap: wrap; gap: 0 1em; margin-top: .15em; font-size: .85em; color: var(--muted) }
.mark { display: inline-block; flex: none; width: .6em; height: .6em; margin-right: .4em; border-radius: 50%; background: var(--line);
  box-shadow: 0 0 0 1px color-mix(in srgb, currentColor 25%, transparent); forced-color-adjust: none }
.empty, .loading, .error { padding: 1.25em 0; color: var(--muted) }
.loading { min-height: 14em }
.error { color: inherit }

button { font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: var(--radius); padding: .35em .9em;
  min-height: 2.5em; cursor: pointer }
button:hover { border-color: var(--accent); background: var(--tint) }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .4em; margin-bottom: .8em }
.bar > :is(h2, h3, h4, h5, h6) { flex: 1; font-size: 1.3em; font-weight: 650; letter-spacing: -.01em }
.bar button { min-width: 2.5em }
.more { margin-top: .5em }
.footer { display: flex; flex-wrap: wrap; gap: .3em 1.25em; margin-top: 1.25em; padding-top: .7em; border-top: 1px solid var(--line); font-size: .94em }
.footer a { padding: .15em 0 }
[aria-busy="true"] > :not(.loading) { opacity: .55 }

table { width: 100%; border-collapse: collapse; table-layout: fixed }
abbr { text-decoration: none }
thead th { padding: .3em .4em; text-align: left; font-size: .85em; font-weight: 600; color: var(--muted) }
.week { width: 2.6em; padding: .45em .3em; text-align: right; vertical-align: top; font-size: .8em; font-weight: 400; color: var(--muted);
  font-variant-numeric: tabular-nums }
td { height: 6.2em; padding: .3em; vertical-align: top; border: 1px solid var(--line); overflow-wrap: anywhere }
td.other { background: var(--tint); color: var(--muted) }
.number { display: inline-block; padding: 0 .15em; line-height: 1.7; font-size: .9em; font-variant-numeric: tabular-nums }
.today .number { min-width: 1.7em; padding: 0; text-align: center; border-radius: 50%; background: var(--accent); color: var(--on-accent); font-weight: 650 }
td ul { font-size: .8em; line-height: 1.3 }
td li { position: relative; padding: .3em 0 .3em .6em; text-wrap: pretty; hyphens: auto }
td li .mark { position: absolute; inset: .45em auto .45em 0; width: .22em; height: auto; margin: 0; border-radius: .1em; box-shadow: none }
td li time { margin-right: .35em; font-variant-numeric: tabular-nums; color: var(--muted) }
td .title { text-decoration-line: none; display: -webkit-inline-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; vertical-align: top }
td .title:hover { text-decoration-line: underline }
td .cancelled .title { text-decoration-line: line-through }
td .status { margin: .2em .35em .2em 0; font-size: .95em }
.unfold { min-height: 2em; padding: .1em .6em; width: 100%; text-align: left }
.pick, .chosen { display: none }
@container (width < 44rem) {
  td { height: auto; padding: 0; border-width: 1px 0 }
  td > ul, td:not(.other) > .number { display: none }
  td.other { background: none; text-align: center; vertical-align: middle; font-size: .9em }
  thead th { text-align: center; padding: .3em 0 }
  thead .week, tbody .week { width: 1.9em; padding: .3em .2em 0 0; text-align: center; vertical-align: middle }
  .pick { display: grid; justify-items: center; align-content: center; gap: .15em; width: 100%; min-height: 3em; padding: 0; border: 0;
    border-radius: var(--radius); font-variant-numeric: tabular-nums }
  .pick[aria-pressed="true"] { background: var(--accent); color: var(--on-accent); font-weight: 650 }
  .today .pick { text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: .25em; font-weight: 650 }
  .marks { display: flex; gap: .15em; height: .45em }
  .marks .mark { width: .4em; height: .4em; margin: 0 }
  .chosen { display: block }
}
@container (width < 30rem) {
  .event { grid-template-columns: 1fr }
}
@media (prefers-reduced-motion: no-preference) {
  .body > * { transition: opacity .15s }
}
@media print {
  .bar button, .more, .footer { display: none }
}
`
