/** Parts of the map that hold what a filter asks for, as far as corners tell. Pure. */
import type { Filters } from './filters.ts'

/** In degrees; never across the antimeridian, where `west` would be more than `east`. */
export interface Box {
  west: number
  south: number
  east: number
  north: number
}

/** Kilometres of a degree of latitude, rounded down: what is around a point errs to the wide side. */
export const KM_PER_DEGREE = 111

/** Boxes outside of which nothing is that is asked for; null where places do not matter. */
export function boxesOf({ near, bbox }: Pick<Filters, 'near' | 'bbox'>): Box[] | null {
  if (near) return boxesAround(near)
  return bbox && split(bbox)
}

function boxesAround({ latitude, longitude, radiusKm }: NonNullable<Filters['near']>): Box[] {
  const radius = radiusKm / KM_PER_DEGREE
  const [south, north] = [latitude - radius, latitude + radius]
  // Around a pole is every longitude.
  if (south <= -90 || north >= 90) return [{ west: -180, south, east: 180, north }]
  // The circle is widest where a meridian touches it, which is nearer to the pole than its centre.
  const reach = degrees(Math.asin(Math.min(1, Math.sin(radians(radius)) / Math.cos(radians(latitude)))))
  return split({ west: around(longitude - reach), south, east: around(longitude + reach), north })
}

/** At the antimeridian, which is both 180 and -180. */
function split(box: Box): Box[] {
  if (box.west <= box.east) return [box]
  return [
    { ...box, east: 180 },
    { ...box, west: -180 },
  ]
}

/** A longitude that may have passed the antimeridian, as those that are written. */
function around(longitude: number): number {
  if (longitude < -180) return longitude + 360
  return longitude > 180 ? longitude - 360 : longitude
}

const radians = (angle: number) => (angle * Math.PI) / 180
const degrees = (angle: number) => (angle * 180) / Math.PI
