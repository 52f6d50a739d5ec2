import { type KeyPoint, type Paper, type Section, termOf } from './paper.ts'

/** One page of a paper as members read it: the overview, or one section with its key points. */
export type Page =
  | { readonly kind: 'overview' }
  | {
      readonly kind: 'section'
      readonly section: Section | undefined
      readonly points: readonly KeyPoint[]
      readonly isContinued: boolean
    }

const MAX_PAGE_SIZE = 2_600 // three screens of a phone; with heading and summary inside an embed's 4,096 in either language
const MAX_JUMPS = 24 // Discord's menus hold 25, one of which is the overview

/** The sections that a reader can jump to: as deep an outline as a menu holds. */
export function outlineOf(paper: Pick<Paper, 'sections'>): readonly Section[] {
  for (const depth of [3, 2]) {
    const outline = paper.sections.filter((section) => depthOf(section.id) <= depth)
    if (outline.length <= MAX_JUMPS) return outline
  }
  return paper.sections.filter((section) => depthOf(section.id) === 1).slice(0, MAX_JUMPS)
}

/** The sections of the first level: the outline at a glance. */
export function topSections(paper: Pick<Paper, 'sections'>): readonly Section[] {
  return paper.sections.filter((section) => depthOf(section.id) === 1)
}

/** A paper cut into pages: the overview, then each section of the outline with the key points at and below it. */
export function pagesOf(paper: Paper): readonly Page[] {
  const outline = outlineOf(paper)
  const points = pointsByHome(paper, outline)
  const pages: Page[] = [{ kind: 'overview' }]
  for (const section of outline) pages.push(...cut(section, points.get(section.id) ?? []))
  const homeless = points.get(undefined) ?? []
  if (homeless.length > 0) pages.push(...cut(undefined, homeless))
  return pages
}

/** Index of the page on which a section begins; 0, the overview, for a section that the paper does not have. */
export function pageOfSection(paper: Paper, sectionId: string): number {
  const home = homeOf(sectionId, new Set(outlineOf(paper).map((section) => section.id)))
  const index = pagesOf(paper).findIndex(
    (page) => page.kind === 'section' && page.section?.id === home && home !== undefined,
  )
  return Math.max(index, 0)
}

/** The key points of each section of the outline; under undefined those that stand in none of them. */
function pointsByHome(paper: Paper, outline: readonly Section[]): Map<string | undefined, KeyPoint[]> {
  const ids = new Set(outline.map((section) => section.id))
  const byHome = new Map<string | undefined, KeyPoint[]>()
  for (const point of paper.keyPoints) {
    const home = homeOf(point.section, ids)
    const points = byHome.get(home)
    if (points) points.push(point)
    else byHome.set(home, [point])
  }
  return byHome
}

/** The deepest section of the outline that is this section or holds it. */
function homeOf(section: string, outlineIds: ReadonlySet<string>): string | undefined {
  if (outlineIds.has(section)) return section
  const dot = section.lastIndexOf('.')
  return dot < 0 ? undefined : homeOf(section.slice(0, dot), outlineIds)
}

function depthOf(sectionId: string): number {
  return sectionId.split('.').length
}

function cut(section: Section | undefined, points: readonly KeyPoint[]): Page[] {
  const pages: KeyPoint[][] = [[]]
  let characters = 0
  for (const point of points) {
    const size = sizeOf(point)
    if (characters > 0 && characters + size > MAX_PAGE_SIZE) {
      pages.push([])
      characters = 0
    }
    pages.at(-1)?.push(point)
    characters += size
  }
  return pages.map((part, index) => ({ kind: 'section', section, points: part, isContinued: index > 0 }))
}

const POINT_FRAME = 50 // kind, source and the lines between

/** What a key point takes of a page: its text as Chinese (which may need a backslash before every character) or as English. */
function sizeOf(point: KeyPoint): number {
  return Math.max(2 * point.text.length, point.gloss.length) + 2 * termOf(point).length + POINT_FRAME
}
