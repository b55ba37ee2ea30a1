// The comparison of the contract: what is expected must hold, what is not listed is not compared.

import { Digits, decimal } from './exact.mjs';

/** Arrays that are sets of words. */
const SETS = ['notes'];
/** Texts that are compared as they are, whatever they look like. */
const VERBATIM = ['body', 'url', 'native', 'id', 'reference', 'event_id', 'extra'];

/** What of `expected` does not hold in `actual`, one line each; empty where all holds. */
export function differences(expected, actual) {
  const out = [];
  compare('', '', expected, actual, out);
  return out;
}

function compare(path, key, expected, actual, out) {
  if (!holds(path, key, expected, actual ?? null, out)) {
    out.push(`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  }
}

function holds(path, key, expected, actual, out) {
  if (isNumber(expected) && isNumber(actual)) {
    return decimal(expected) === decimal(actual);
  }
  if (typeof expected === 'string' && typeof actual === 'string') {
    return expected === actual || (!VERBATIM.includes(key) && sameValue(key, expected, actual));
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (SETS.includes(key)) {
      return expected.length === actual.length && expected.every((word) => actual.includes(word));
    }
    if (key === 'headers') {
      return JSON.stringify(sorted(expected)) === JSON.stringify(sorted(actual));
    }
    for (let i = 0; i < Math.min(expected.length, actual.length); i++) {
      compare(`${path}[${i}]`, key, expected[i], actual[i], out);
    }
    return expected.length === actual.length;
  }
  if (isObject(expected) && isObject(actual)) {
    for (const name of Object.keys(expected)) {
      const value = Object.hasOwn(actual, name) ? actual[name] : null;
      compare(`${path}.${name}`, name, expected[name], value, out);
    }
    return true;
  }
  return expected === actual;
}

function isNumber(value) {
  return typeof value === 'number' || value instanceof Digits;
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Digits);
}

/** Sums are compared as numbers, instants to the millisecond. */
function sameValue(key, expected, actual) {
  if (key === 'value' || key === 'amount') {
    return decimal(expected) !== undefined && decimal(expected) === decimal(actual);
  }
  const instant = (text) => (/^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN);
  return instant(expected) === instant(actual);
}

/** Names without case, pairs without order. */
function sorted(headers) {
  return headers.map(([name, value]) => [name.toLowerCase(), value]).sort();
}
