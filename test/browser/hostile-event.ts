/** Texts that come alive where they are not escaped, each for another context. */
export const PAYLOADS = {
  markup: '<script>pwned=1</script><img src=x onerror=pwned=1>',
  attribute: '" autofocus onfocus="pwned=1" x="',
  single: "' onmouseover='pwned=1",
  close: '</title></textarea></style></script><svg onload=pwned=1>',
  data: '</script><script>pwned=1</script>',
  comment: '--> <img src=x onerror=pwned=1> ]]> <img src=x onerror=pwned=1>',
  entity: '&lt;img src=x onerror=pwned=1&gt;&#60;script&#62;pwned=1',
  template: "{{constructor.constructor('pwned=1')()}} #{pwned=1} <%= pwned=1 %>",
  markdown:
    '[x](javascript:pwned=1) [y](<javascript:pwned=1>) ![z](x" onerror="pwned=1) <a href="javascript:pwned=1">w</a> <details open ontoggle=pwned=1>',
  link: '[x](data:text/html;base64,PHNjcmlwdD5wd25lZD0xPC9zY3JpcHQ+) <https://x.example/"onclick="pwned=1>',
} as const

/** An event that says the same in each of its text fields, upcoming and of one day. */
export function hostileEvent(text: string): Record<string, unknown> {
  const both = { sv: text, en: text }
  const short = text.slice(0, 200)
  const url = `https://x.example/?${encodeURIComponent(text)}#"'<`.replaceAll(/["'<]/g, encodeURIComponent)
  return {
    title: { sv: short, en: short },
    summary: both,
    description: { sv: `${text}\n\n# ${text}\n\n- ${text}\n\n    ${text}\n\n> ${text}`, en: text },
    start: '2090-05-04T18:00',
    duration: 'PT1H',
    status: 'movedOnline',
    statusNote: both,
    categories: ['music'],
    tags: [text.slice(0, 100)],
    attendanceMode: 'mixed',
    location: {
      name: both,
      streetAddress: short,
      postalCode: text.slice(0, 20),
      locality: text.slice(0, 100),
      region: text.slice(0, 100),
      country: 'SE',
      url,
      accessibility: both,
      latitude: 55.7,
      longitude: 13.2,
    },
    onlineLocation: { url, name: short },
    organizer: { name: short, url, phone: text.slice(0, 40) },
    people: [{ name: short, role: 'speaker', title: short, affiliation: short, url }],
    registration: { url, required: true },
    offers: [{ name: both, price: 10, currency: 'SEK', url }],
    image: { url, alt: both, credit: short, license: short },
    links: [{ url, title: both }],
    audience: [text.slice(0, 100)],
    website: url,
  }
}
