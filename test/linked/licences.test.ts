import { expect, test } from 'vitest'
import { knownLicence } from '../../src/linked/licences.ts'

const CC = 'https://creativecommons.org'

test.each([
  ['CC BY 4.0', 'CC BY 4.0', `${CC}/licenses/by/4.0/`],
  ['cc-by-sa-4.0', 'CC BY-SA 4.0', `${CC}/licenses/by-sa/4.0/`],
  ['CC BY NC ND 3.0', 'CC BY-NC-ND 3.0', `${CC}/licenses/by-nc-nd/3.0/`],
  ['https://creativecommons.org/licenses/by/4.0/deed.sv', 'CC BY 4.0', `${CC}/licenses/by/4.0/`],
  ['CC0', 'CC0 1.0', `${CC}/publicdomain/zero/1.0/`],
  ['http://creativecommons.org/publicdomain/zero/1.0/', 'CC0 1.0', `${CC}/publicdomain/zero/1.0/`],
  ['Public Domain Mark 1.0', 'Public Domain Mark 1.0', `${CC}/publicdomain/mark/1.0/`],
])('%s is %s', (text, name, url) => expect(knownLicence(text)).toEqual({ name, url }))

test.each([
  '',
  'Alla rättigheter förbehållna',
  'CC',
  'CC BY',
  'javascript:CC BY 4.0',
  'https://example.org/licenses/by/4.0/',
])('“%s” is none that is known', (text) => expect(knownLicence(text)).toBeNull())
