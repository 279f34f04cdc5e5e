/** Colours, type and measures. Every pair of text and ground has at least 4.5 : 1, of sign and ground 3 : 1. */
export const TOKENS = `
:root {
  color-scheme: light dark;
  --ground: #fbfaf6;
  --surface: #ffffff;
  --sunken: #f1efe8;
  --ink: #18211f;
  --quiet: #53605c;
  --line: #dad7cc;
  --edge: #7d8a85;
  --lake: #0c5257;
  --lake-deep: #073b3f;
  --on-lake: #ffffff;
  --mist: #e3eeed;
  --lingon: #a8281f;
  --lingon-mist: #fbeae6;
  --amber: #7a4d00;
  --amber-mist: #fbf0d9;
  --focus: #b04a00;
  --serif: 'Iowan Old Style', 'Palatino Nova', Palatino, 'Palatino Linotype', 'Source Serif 4', 'Noto Serif', 'P052', 'URW Palladio L', Georgia, serif;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif;
  --mono: ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, monospace;
  --measure: 72rem;
  --gutter: clamp(1rem, 4vw, 2.5rem);
  --radius: .5rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #101718;
    --surface: #182122;
    --sunken: #0b1011;
    --ink: #e8ece7;
    --quiet: #a7b3ae;
    --line: #2d393a;
    --edge: #76847f;
    --lake: #86cfcb;
    --lake-deep: #b4e6e2;
    --on-lake: #062b2d;
    --mist: #16292b;
    --lingon: #ff9d8f;
    --lingon-mist: #3a1d1a;
    --amber: #f0c274;
    --amber-mist: #33280f;
    --focus: #ffb374;
  }
}
`
