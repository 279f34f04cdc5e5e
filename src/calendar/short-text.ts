import type { Description } from '../events/model.ts'
import { inLanguage, type Languages } from './language.ts'
import { plainText } from './plain-text.ts'

/** What an event is in a few words: its summary, else the beginning of its description; '' where it has neither. */
export function shortText({ summary, description }: Description, context: Languages): string {
  return (
    inLanguage(summary, context)?.text ?? shortened(plainText(inLanguage(description, context)?.text ?? ''))
  )
}

const SHORT = 300

/** The beginning of a text on one line, cut between words. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= SHORT ? line : `${line.slice(0, SHORT).replace(/\s\S*$/, '')} …`
}
