/** The demonstration's subjects. */
export const categories = [
  { slug: 'music', name: { sv: 'Musik', en: 'Music' }, color: '#b5451a' },
  { slug: 'art', name: { sv: 'Konst och form', en: 'Art and design' }, color: '#7a3b8f' },
  { slug: 'stage', name: { sv: 'Scen', en: 'Stage' }, color: '#9c1c44' },
  { slug: 'film', name: { sv: 'Film', en: 'Film' }, color: '#2b4a6f' },
  { slug: 'literature', name: { sv: 'Litteratur', en: 'Literature' }, color: '#5c5326' },
  { slug: 'heritage', name: { sv: 'Kulturarv', en: 'Heritage' }, color: '#6b4a2b' },
  { slug: 'research', name: { sv: 'Forskning', en: 'Research' }, color: '#1a6fb5' },
  {
    slug: 'innovation',
    name: { sv: 'Näringsliv och innovation', en: 'Business and innovation' },
    color: '#1f7a5c',
  },
  { slug: 'funding', name: { sv: 'Stöd och bidrag', en: 'Funding' }, color: '#8a6d00' },
  { slug: 'nature', name: { sv: 'Natur och friluftsliv', en: 'Nature and outdoors' }, color: '#3f7d20' },
  { slug: 'children', name: { sv: 'Barn och unga', en: 'Children and young people' }, color: '#c2541b' },
  { slug: 'society', name: { sv: 'Samhälle', en: 'Society' }, color: '#4a5568' },
]
