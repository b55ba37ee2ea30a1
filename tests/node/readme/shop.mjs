// A stand-in for the database, its queue of jobs and a timer. Records go through JSON, as in a table.

const rows = new Map();
/** What was to be done, in order. */
export const done = [];
/** When `poll` is called next, by reference. */
export const alarms = new Map();

/** Those that wait for one another, and how many there are to be. */
let racers = [];
let expected = 0;

/** Lets the next `count` loads end together, so that as many workers hold the same row. */
export function race(count) {
  expected = count;
}

export async function insert(payment) {
  rows.set(payment.reference, JSON.stringify(payment));
}

export async function load(reference) {
  const row = rows.get(reference);
  if (expected > 0) await othersToo();
  return row && JSON.parse(row);
}

function othersToo() {
  return new Promise((go) => {
    racers.push(go);
    if (racers.length < expected) return;
    for (const one of racers) one();
    [racers, expected] = [[], 0];
  });
}

export async function commit(old, { payment, action }) {
  if (rows.get(old.reference) !== JSON.stringify(old)) return false;
  rows.set(old.reference, JSON.stringify(payment));
  done.push([payment.reference, action]);
  return true;
}

export async function wakeAt(date, payment) {
  alarms.set(payment.reference, date);
}
