import { expect, test } from 'vitest'
import { plainText } from '../../src/calendar/plain-text.ts'

test.each([
  ['paragraphs', 'One\ntwo.\n\nThree.', 'One two.\n\nThree.'],
  ['a hard break', 'One  \ntwo', 'One\ntwo'],
  ['emphasis and code', '**Bold**, *slant*, `code`', 'Bold, slant, code'],
  ['headings', '# Title\n## Part\ntext', 'Title\n\nPart\n\ntext'],
  ['links', '[the page](https://x.example/a)', 'the page (https://x.example/a)'],
  [
    'a link that names itself',
    '<https://x.example/å> [x.example](https://x.example/)',
    'https://x.example/å x.example',
  ],
  ['a mail address', '<post@x.example>', 'post@x.example'],
  ['emphasis in a link', '[*the* page](https://x.example)', 'the page (https://x.example)'],
  ['images', '![A harp](https://x.example/a.png)', 'A harp'],
  ['a tight list', 'Bring:\n\n- one\n- two\n\nWelcome', 'Bring:\n\n- one\n- two\n\nWelcome'],
  ['a nested list', '1. one\n   - a\n   - b\n2. two', '1. one\n   - a\n   - b\n2. two'],
  ['a loose list', '- one\n\n- two', '- one\n\n- two'],
  ['a list that starts later', '3. three\n4. four', '3. three\n4. four'],
  ['a quotation', '> said\n> she\n\nafter', '> said she\n\nafter'],
  ['a code block', '```\na\n  b\n```\nafter', 'a\n  b\n\nafter'],
  ['a rule', 'a\n\n---\n\nb', 'a\n\n* * *\n\nb'],
  ['HTML as the text that it is', 'a <b>b</b> &amp; &lt;', 'a <b>b</b> & <'],
  ['escapes', '\\*no\\* 5 \\> 4', '*no* 5 > 4'],
  ['nothing', '', ''],
])('%s', (_name, source, text) => expect(plainText(source)).toBe(text))

test('deep nesting ends', () => {
  expect(plainText('> '.repeat(5000)).length).toBeLessThan(20_000)
  expect(plainText('['.repeat(20_000)).length).toBe(20_000)
})
