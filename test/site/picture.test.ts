import { expect, onTestFinished, test } from 'vitest'
import { openCalendar } from '../events/calendar.ts'

async function pageWith(url: string, imageOrigins: string[] = []) {
  const calendar = await openCalendar({ imageOrigins })
  onTestFinished(calendar.close)
  await calendar.create({
    title: 'Hav',
    image: { url, alt: { en: 'Waves "high"' }, credit: 'Ida <Sjö>', license: 'CC BY 4.0' },
  })
  const { text, headers } = await calendar.get('/events/hav', { 'Accept-Language': 'sv' })
  const policy = headers.get('content-security-policy') ?? ''
  return { text, images: /img-src [^;]*/.exec(policy)?.[0] }
}

test('a picture of another origin is linked, and not loaded', async () => {
  const { text, images } = await pageWith('https://images.example.org/a.jpg')
  expect(text).not.toContain('<img')
  expect(text).toContain('<a href="https://images.example.org/a.jpg"')
  expect(images).toBe("img-src 'self' data:")
})

test('a picture of an origin that the operator named is shown, with who made it, in a box of its own', async () => {
  const url = 'https://images.example.org/a.jpg'
  const { text, images } = await pageWith(url, ['https://images.example.org'])
  expect(text).toContain(
    `<figure class="picture"><img src="${url}" alt="Waves &quot;high&quot;" lang="en" width="960" height="640" loading="lazy" decoding="async" referrerpolicy="no-referrer"><figcaption>Ida &lt;Sjö&gt;, <a href="https://creativecommons.org/licenses/by/4.0/" rel="license external noopener nofollow">CC BY 4.0</a></figcaption></figure>`,
  )
  expect(text).not.toContain(`<a href="${url}"`)
  expect(images).toBe("img-src 'self' data: https://images.example.org")
})

test('a picture of the calendar’s own origin is shown', async () => {
  const { text, images } = await pageWith('https://calendar.example.org/pictures/a.jpg')
  expect(text).toContain('<img src="https://calendar.example.org/pictures/a.jpg"')
  expect(images).toBe("img-src 'self' data:")
})

test('no other scheme, port or host passes for an origin that was named', async () => {
  const others = [
    'http://images.example.org/',
    'https://images.example.org:444/',
    'https://images.example.org.evil.example/',
  ]
  for (const url of others)
    expect((await pageWith(url, ['https://images.example.org'])).text).not.toContain('<img')
})
