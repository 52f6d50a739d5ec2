const given = process.env.FAULTS_SEED

/** What chance is derived from: FAULTS_SEED, so that a run can be repeated, or else the time. */
export const seedOfRun = given === undefined ? Date.now() % 2 ** 31 : Number(given)
