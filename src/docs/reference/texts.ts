import type { SiteLanguage } from '../../site/language.ts'

/** The reference's own words; what the OpenAPI document says stays in English. */
export interface ReferenceTexts {
  title: string
  description: string
  lead: string
  /** Where the descriptions are in another language than the page. */
  inEnglish?: string
  openApi: string
  guides: string
  contents: string
  allParts: string
  address: string
  key: string
  keyText: string
  errors: string
  errorsText: string
  limits: string
  service: string
  open: string
  keyed: string
  parameters: string
  in: Record<string, string>
  required: string
  body: string
  example: string
  commands: string
  commandsText: string
  ownValues: string
  ownChoice: string
  from: string
  invented: string
  copy: string
  copied: string
  tryIt: string
  dryRun: string
  answers: string
  headers: string
  fields: string
  schemas: string
  or: string
  and: string
  arrayOf: string
  valuesOf: string
  anyValue: string
  noOthers: string
  range: (min: number | undefined, max: number | undefined, unit: string) => string
  characters: string
  items: string
  pattern: string
  oneOf: string
  signed: string
  default: string
  readOnly: string
  each: string
  /** Of a tag of the document, where they are not the document's own. */
  tags: Record<string, TagTexts>
}

interface TagTexts {
  title: string
  text: string
}

export function referenceTexts(language: SiteLanguage): ReferenceTexts {
  return TEXTS[language]
}

const sv: ReferenceTexts = {
  title: 'API-referens',
  description: 'Kalenderns API, operation för operation: parametrar, svar, scheman och kommandon att prova.',
  lead: 'Allt som API:et tar emot och svarar med. Att läsa kräver ingen nyckel.',
  inEnglish: 'Beskrivningarna av operationer, parametrar och scheman är på engelska.',
  openApi: 'Hämta som OpenAPI 3.1',
  guides: 'Guide och exempel',
  contents: 'Innehåll',
  allParts: 'Alla operationer och scheman',
  address: 'Adress',
  key: 'Nyckel',
  keyText: 'Vad som kräver nyckel står vid varje operation. Den sänds i huvudet:',
  errors: 'Fel',
  errorsText: 'Varje fel är ett objekt av typen',
  limits: 'Gränser',
  service: 'Tillgänglighet och stöd',
  open: 'Öppen för alla',
  keyed: 'Kräver nyckel',
  parameters: 'Parametrar',
  in: { path: 'i sökvägen', query: 'i frågesträngen', header: 'i huvudet' },
  required: 'Krävs',
  body: 'Kropp',
  example: 'Exempel',
  commands: 'Kommandon',
  commandsText:
    'Varje operation har ett curl-kommando för ett POSIX-skal. Ligger nyckeln i KEY går de som kräver nyckel att köra:',
  ownValues: 'Byt de påhittade värdena på de första raderna mot dina egna:',
  ownChoice: 'välj själv',
  from: 'från',
  invented: 'Med de påhittade värdena blir svaret oftast 404: det som de nämner finns inte här.',
  copy: 'Kopiera',
  copied: 'Kopierat',
  tryIt: 'Prova i webbläsaren:',
  dryRun: 'Med dryRun=true prövas allt och inget sparas. Ta bort det för att göra det på riktigt.',
  answers: 'Svar',
  headers: 'Huvuden',
  fields: 'Fält',
  schemas: 'Scheman',
  or: 'eller',
  and: 'och',
  arrayOf: 'lista av',
  valuesOf: 'object med värden av typen',
  anyValue: 'vad som helst',
  noOthers: 'inga andra fält',
  range: (min, max, unit) => rangeWords(min, max, unit, 'minst', 'högst', 'till'),
  characters: 'tecken',
  items: 'stycken',
  pattern: 'mönster',
  oneOf: 'ett av',
  signed: 'vart och ett även med ett inledande',
  default: 'förval',
  readOnly: 'bara i svar',
  each: 'varje:',
  tags: {
    Reading: { title: 'Läsa', text: 'Vad som händer, utan nyckel.' },
    Events: { title: 'Evenemang', text: 'Lägga in och ändra evenemang.' },
    Occurrences: { title: 'Tillfällen', text: 'Ett tillfälle i en serie.' },
    Moderation: { title: 'Granskning', text: 'Vad som är publicerat, och vem som ändrade vad.' },
    Imports: { title: 'Import', text: 'iCalendar in, en gång eller gång på gång.' },
    Webhooks: { title: 'Webhookar', text: 'Att få veta när något ändras.' },
    Administration: { title: 'Administration', text: 'Parter, nycklar, kategorier och vyer.' },
    About: { title: 'Om API:et', text: 'Vad API:et säger om sig självt.' },
  },
}

const en: ReferenceTexts = {
  title: 'API reference',
  description:
    'The calendar’s API, operation by operation: parameters, answers, schemas and commands to try.',
  lead: 'All that the API takes and answers. Reading needs no key.',
  openApi: 'Get it as OpenAPI 3.1',
  guides: 'Guide and examples',
  contents: 'Contents',
  allParts: 'All operations and schemas',
  address: 'Address',
  key: 'Key',
  keyText: 'Each operation says whether it needs a key. It is sent as a header:',
  errors: 'Errors',
  errorsText: 'Every error is an object of the type',
  limits: 'Limits',
  service: 'Availability and support',
  open: 'Open to all',
  keyed: 'Needs a key',
  parameters: 'Parameters',
  in: { path: 'in the path', query: 'in the query', header: 'as a header' },
  required: 'Required',
  body: 'Body',
  example: 'Example',
  commands: 'Commands',
  commandsText:
    'Each operation has a curl command for a POSIX shell. Those that need a key take it from KEY, set once:',
  ownValues: 'Put your own values in place of the invented ones in the first lines:',
  ownChoice: 'of your choice',
  from: 'from',
  invented: 'With the invented values the answer is mostly 404: what they name is not there.',
  copy: 'Copy',
  copied: 'Copied',
  tryIt: 'Try it in the browser:',
  dryRun: 'With dryRun=true everything is checked and nothing is stored. Leave it out to do it in earnest.',
  answers: 'Answers',
  headers: 'Headers',
  fields: 'Fields',
  schemas: 'Schemas',
  or: 'or',
  and: 'and',
  arrayOf: 'array of',
  valuesOf: 'object with values of type',
  anyValue: 'anything',
  noOthers: 'no other fields',
  range: (min, max, unit) => rangeWords(min, max, unit, 'at least', 'at most', 'to'),
  characters: 'characters',
  items: 'items',
  pattern: 'pattern',
  oneOf: 'one of',
  signed: 'each also with a leading',
  default: 'default',
  readOnly: 'only in answers',
  each: 'each:',
  tags: {},
}

const TEXTS: Record<SiteLanguage, ReferenceTexts> = { sv, en }

function rangeWords(
  min: number | undefined,
  max: number | undefined,
  unit: string,
  ...[least, most, to]: [string, string, string]
): string {
  const words =
    min === undefined ? `${most} ${max}` : max === undefined ? `${least} ${min}` : `${min} ${to} ${max}`
  return unit ? `${words} ${unit}` : words
}
