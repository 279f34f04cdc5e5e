/** The names of categories and organisations, as a page shows them. */

import { inLanguage } from '../../calendar/language.ts'
import type { Facts } from '../../calendar/presenter.ts'
import { readCategories } from '../../categories/store.ts'
import type { Config } from '../../config.ts'
import type { Db, Deps } from '../../deps.ts'
import { named } from '../../events/context.ts'
import { readPartners } from '../../partners/store.ts'
import type { PageLanguage } from '../language.ts'
import { safeColour } from './colour.ts'

export interface NamedCategory {
  slug: string
  name: string
  /** The language that its name is in. */
  language: string
  /** `#rrggbb`, seen on light and dark ground. */
  colour: string
}

export interface Names {
  categories: ReadonlyMap<string, NamedCategory>
  /** By slug. */
  partners: ReadonlyMap<string, string>
}

async function readNames(db: Db, config: Config, language: PageLanguage): Promise<Names> {
  const [categories, partners] = [await readCategories(db), await readPartners(db)]
  return {
    categories: new Map(
      categories.map(({ slug, name, color }) => {
        const spoken = inLanguage(name, language) ?? { text: slug, language: language.language }
        return [slug, { slug, name: spoken.text, language: spoken.language, colour: safeColour(color) }]
      }),
    ),
    partners: new Map(partners.map((partner) => [partner.slug, named(partner, config).name])),
  }
}

/** The names in each language, read once for a state of the calendar, as `stateName` names it. */
export function createNames({ db, config }: Pick<Deps, 'db' | 'config'>) {
  const known = new Map<string, { state: string; names: Names }>()
  return async (state: string, language: PageLanguage): Promise<Names> => {
    const key = `${language.locale} ${language.language}`
    const found = known.get(key)
    if (found?.state === state) return found.names
    const names = await readNames(db, config, language)
    known.set(key, { state, names })
    return names
  }
}

/** Who arranges it, unless that is the calendar's own organisation. */
export function organizerName({ organizer, partner }: Facts, { partners }: Names): string | null {
  const name = organizer?.name ?? partners.get(partner) ?? null
  return name !== null && name !== partners.get('house') ? name : null
}
