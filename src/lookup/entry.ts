/** What the lookup knows of one key point; it knows nothing of papers as such. */
export interface LookupEntry {
  /** `PAPER/KEYPOINT`, unique in an index. */
  readonly id: string
  readonly paper: string
  readonly paperTitle: string
  readonly authors: readonly string[]
  /** Where the authors work, if the paper says so. */
  readonly affiliation?: string | undefined
  /** Id of the section, and its number and heading as shown; both empty where a point has none. */
  readonly section: string
  readonly sectionTitle: string
  readonly kind: string
  /** The term under which the point is shown. */
  readonly title: string
  readonly text: string
  /** English gloss, or empty. */
  readonly gloss: string
  readonly keywords: readonly string[]
  readonly aliases: readonly string[]
}
