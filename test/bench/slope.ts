/** A straight line through points, by least squares. */
export interface Line {
  slope: number
  /** The standard error of the slope: what the points' scatter leaves unsaid. */
  error: number
}

export function lineThrough(points: readonly { x: number; y: number }[]): Line {
  const n = points.length
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / n
  const [mx, my] = [mean(({ x }) => x), mean(({ y }) => y)]
  const spread = points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0)
  const slope = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0) / spread
  const rest = points.reduce((sum, { x, y }) => sum + (y - my - slope * (x - mx)) ** 2, 0)
  return { slope, error: Math.sqrt(rest / (n - 2) / spread) }
}
