const scania = { region: 'Skåne', country: 'SE' }

/** Where things happen; names are invented, towns are not. */
// biome-ignore format: one place a few lines
export const places = {
  harbourHall: {
    name: { sv: 'Hamnhallen', en: 'The Harbour Hall' },
    streetAddress: 'Kajgatan 4', postalCode: '211 19', locality: 'Malmö', ...scania,
    latitude: 55.6118, longitude: 12.9946,
    accessibility: { sv: 'Ramp vid norra entrén, hiss till alla plan.', en: 'Ramp at the north entrance, lift to all floors.' },
  },
  mill: {
    name: { sv: 'Kvarnen', en: 'The Mill' },
    streetAddress: 'Kvarngatan 11', postalCode: '211 24', locality: 'Malmö', ...scania,
    latitude: 55.5986, longitude: 13.0102,
  },
  lectureHall: {
    name: { sv: 'Gamla observatoriet', en: 'The Old Observatory' },
    streetAddress: 'Observatorieparken 2', postalCode: '223 62', locality: 'Lund', ...scania,
    latitude: 55.6986, longitude: 13.1877,
  },
  library: {
    name: { sv: 'Stadsparkens bibliotek', en: 'The Park Library' },
    streetAddress: 'Parkvägen 1', postalCode: '222 20', locality: 'Lund', ...scania,
    latitude: 55.7012, longitude: 13.1869,
  },
  fort: {
    name: { sv: 'Magasinet vid sundet', en: 'The Storehouse on the Sound' },
    streetAddress: 'Sundstorget 8', postalCode: '252 21', locality: 'Helsingborg', ...scania,
    latitude: 56.0448, longitude: 12.6935,
  },
  theatre: {
    name: { sv: 'Lilla teatern', en: 'The Little Theatre' },
    streetAddress: 'Sjömansgatan 13', postalCode: '271 41', locality: 'Ystad', ...scania,
    latitude: 55.4274, longitude: 13.8214,
  },
  waterHouse: {
    name: { sv: 'Vattenhuset', en: 'The Water House' },
    streetAddress: 'Åpromenaden 3', postalCode: '291 31', locality: 'Kristianstad', ...scania,
    latitude: 56.0291, longitude: 14.1537,
  },
  studio: {
    name: { sv: 'Ateljéerna i Knislinge', en: 'The Knislinge Studios' },
    streetAddress: 'Bruksvägen 20', postalCode: '289 32', locality: 'Knislinge', ...scania,
    latitude: 56.1897, longitude: 14.0846,
  },
  lighthouse: {
    name: { sv: 'Fyren', en: 'The Lighthouse' },
    locality: 'Simrishamn', ...scania, latitude: 55.5571, longitude: 14.3578,
  },
  brussels: {
    name: { sv: 'Regionens Brysselkontor', en: 'The region’s Brussels office' },
    locality: 'Bryssel', country: 'BE', latitude: 50.8427, longitude: 4.3826,
  },
}

/** A meeting on the net, under a name that no real service has. */
export const online = (room: string) => ({ url: `https://meet.example.org/${room}`, name: 'Videomöte' })

export const free = [{ name: { sv: 'Fri entré', en: 'Free entry' }, price: 0, currency: 'SEK' }]
export const ticket = (price: number, reduced?: number) => [
  {
    name: { sv: 'Ordinarie', en: 'Full price' },
    price,
    currency: 'SEK',
    url: 'https://tickets.example.org/',
  },
  ...(reduced === undefined
    ? []
    : [
        {
          name: { sv: 'Studerande och pensionär', en: 'Student and senior' },
          price: reduced,
          currency: 'SEK',
        },
      ]),
]
