/** Texts that would run, break out or break a document where a format's own escaping is missing or half done. */
export const HOSTILE_TEXTS = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  ']]>a]]><script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;',
  '<!-- --><![CDATA[x',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '\uE001script\uE002alert(1)\uE001/script\uE002',
  '<style>*{background:url(//evil.example)}</style>',
]

/** An event that has the text in every field that takes one. */
export function hostileEvent(text: string): Record<string, unknown> {
  const both = { sv: text, en: text }
  const url = `https://evil.example/?x=${encodeURIComponent(text)}&y='#a&b`
  return {
    title: both,
    summary: both,
    description: { sv: `${text}\n\n[${text}](javascript:alert(1)) ![${text}](data:text/html,x)`, en: text },
    statusNote: both,
    status: 'rescheduled',
    tags: [text],
    location: {
      name: both,
      streetAddress: text,
      locality: text,
      region: text,
      postalCode: 'x',
      url,
      accessibility: both,
    },
    onlineLocation: { name: text, url },
    attendanceMode: 'mixed',
    organizer: { name: text, url },
    people: [{ name: text, title: text, affiliation: text, url }],
    registration: { url, required: true },
    offers: [{ name: both, price: 10, currency: 'SEK', url }],
    image: { url, alt: both, credit: text, license: text },
    links: [{ url, title: both }],
    audience: [text],
    website: url,
  }
}
