// A stand-in for the database and for what actions mean. Records go through JSON, as in a table.

const rows = new Map();
/** What was done, in order. */
export const done = [];

export function insert(payment) {
  rows.set(payment.reference, JSON.stringify(payment));
}

export async function load(reference) {
  return JSON.parse(rows.get(reference));
}

/** `UPDATE … WHERE payment = old`: whether it still was. */
export async function commit(old, next) {
  if (rows.get(old.reference) !== JSON.stringify(old)) return false;
  rows.set(old.reference, JSON.stringify(next));
  return true;
}

export async function act({ action, payment }) {
  done.push([payment.reference, action]);
}
