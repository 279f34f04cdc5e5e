import { PROBLEMS, type ProblemCode } from '../errors.ts'
import type { SiteLanguage } from '../site/language.ts'

/** What each kind of problem means, and what to do about it. */
export const PROBLEM_TEXTS: Record<ProblemCode, { sv: string; en: string }> = {
  malformed: {
    sv: 'Kroppen är inte JSON i UTF-8, eller så är den tom.',
    en: 'The body is not JSON in UTF-8, or is empty.',
  },
  invalidParameter: {
    sv: 'En parameter i adressen är okänd, felskriven eller given två gånger. Fältet errors nämner var och en.',
    en: 'A parameter of the address is unknown, malformed or given twice. The field errors names each of them.',
  },
  unauthorized: {
    sv: 'Skicka en giltig nyckel som Authorization: Bearer NYCKEL. En okänd nyckel avvisas också vid läsning.',
    en: 'Send a valid key as Authorization: Bearer KEY. An unknown key is refused on reads too.',
  },
  forbidden: {
    sv: 'Nyckeln är giltig men saknar den behörighet som detail nämner.',
    en: 'The key is valid but lacks the scope that detail names.',
  },
  notFound: {
    sv: 'Inget finns på adressen, eller inget som du får se.',
    en: 'Nothing is at the address, or nothing that you may see.',
  },
  methodNotAllowed: {
    sv: 'Adressen finns, men inte för den metoden. Allow säger vilka som går.',
    en: 'The address exists, but not for that method. Allow tells which it takes.',
  },
  notAcceptable: {
    sv: 'Accept utesluter allt som adressen kan svara med. Utelämna den eller ta application/json.',
    en: 'Accept rules out all that the address can answer with. Leave it out or take application/json.',
  },
  conflict: {
    sv: 'Det strider mot vad som redan finns: ett upptaget id, ett steg som inte går att ta.',
    en: 'It contradicts what is there already: an id that is taken, a step that cannot be taken.',
  },
  stillRunning: {
    sv: 'En begäran med samma Idempotency-Key pågår. Skicka om den efter Retry-After: då får du dess svar.',
    en: 'A request with the same Idempotency-Key is under way. Send it again after Retry-After to get its answer.',
  },
  gone: { sv: 'Det har funnits men är borttaget.', en: 'It was here and has been removed.' },
  preconditionFailed: {
    sv: 'Det har ändrats sedan du läste det. Läs om, och försök igen med den nya ETag:en.',
    en: 'It has changed since you read it. Read again, and retry with the new ETag.',
  },
  tooLarge: {
    sv: 'Kroppen är över 1 MiB (10 MiB för satsvis skrivning och import). Dela upp den.',
    en: 'The body is over 1 MiB (10 MiB for batch and import). Split it.',
  },
  unsupportedMediaType: {
    sv: 'Content-Type är fel, inte i UTF-8, eller så är kroppen komprimerad.',
    en: 'Content-Type is wrong, not in UTF-8, or the body is compressed.',
  },
  unprocessable: {
    sv: 'JSON:en går att läsa men inte att ta emot. Fältet errors nämner varje fel med en JSON-pekare.',
    en: 'The JSON can be read but not accepted. The field errors names every fault by a JSON pointer.',
  },
  preconditionRequired: {
    sv: 'Skicka If-Match med den ETag som du läste, så att ingen annans ändring skrivs över.',
    en: 'Send If-Match with the ETag that you read, so that nobody else’s change is overwritten.',
  },
  tooManyRequests: {
    sv: 'För många anrop på en minut. Vänta så många sekunder som Retry-After säger.',
    en: 'Too many requests in a minute. Wait as many seconds as Retry-After says.',
  },
  internal: {
    sv: 'Något gick fel här. Uppge id för dem som sköter kalendern.',
    en: 'Something failed here. Tell the id to those who run the calendar.',
  },
  notImplemented: {
    sv: 'Tjänsten har inte det format som efterfrågas. oEmbed finns som JSON.',
    en: 'The service does not have the format that is asked for. oEmbed comes as JSON.',
  },
  unavailable: {
    sv: 'Tjänsten kan inte svara just nu. Försök igen efter så många sekunder som Retry-After säger.',
    en: 'The service cannot answer now. Retry after as many seconds as Retry-After says.',
  },
}

/** The titles of `PROBLEMS`, which the API gives in English, for pages in Swedish. */
const SWEDISH_TITLES: Record<ProblemCode, string> = {
  malformed: 'Begäran går inte att läsa',
  invalidParameter: 'En parameter är fel',
  unauthorized: 'En giltig nyckel behövs',
  forbidden: 'Nyckeln får inte göra det',
  notFound: 'Här finns inget',
  methodNotAllowed: 'Adressen tar inte den metoden',
  notAcceptable: 'Inget av de format som godtas finns',
  conflict: 'Begäran strider mot det som finns',
  stillRunning: 'Samma begäran pågår ännu',
  gone: 'Det har funnits här men är borttaget',
  preconditionFailed: 'Det har ändrats sedan det lästes',
  tooLarge: 'Kroppen är för stor',
  unsupportedMediaType: 'Kroppen har ett format som inte tas emot',
  unprocessable: 'Begäran går att läsa men inte att ta emot',
  preconditionRequired: 'If-Match behövs',
  tooManyRequests: 'För många anrop',
  internal: 'Något gick fel här',
  notImplemented: 'Det görs inte här',
  unavailable: 'Kan inte svara just nu',
}

export function problemTitle(code: ProblemCode, language: SiteLanguage): string {
  return language === 'sv' ? SWEDISH_TITLES[code] : PROBLEMS[code].title
}
