/** Files that wrangler bundles as text (`rules` of wrangler.toml). */
declare module '*.md' {
  const text: string
  export default text
}
declare module '*.js' {
  const text: string
  export default text
}
