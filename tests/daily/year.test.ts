import { describeYears, YEARS } from './years.ts'

// A short form of year.faults.ts: one zone whose clocks change by half an hour, and a date that another left out.
describeYears(YEARS.filter(({ zone }) => zone === 'Australia/Lord_Howe' || zone === 'Pacific/Apia'))
