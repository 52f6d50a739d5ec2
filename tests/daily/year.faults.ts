import { describeYears, YEARS } from './years.ts'

describeYears(YEARS)
