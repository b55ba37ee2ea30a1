'use strict';
// JSON whose digits count: numbers that a double cannot hold are never rounded in silence.

// A string, or a number. In valid JSON nothing else has a quote or a digit.
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Whether a double holds the very value that the digits of `token` say. */
function isSafe(token) {
  const number = Number(token);
  if (Number.isSafeInteger(number) && String(number) === token) {
    return true;
  }
  const [digits, exponent = '0'] = token.replace('-', '').split(/[eE]/);
  const significant = digits.replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length;
  if (significant === 0) {
    return true;
  }
  // Fifteen digits survive, within the range of a double; a whole number must be a safe one besides.
  const isWhole = Number.isInteger(number);
  return significant <= 15 && Math.abs(Number(exponent)) < 200 && (!isWhole || Number.isSafeInteger(number));
}

/** Reads JSON, unsafe numbers as their text, objects without a prototype and frozen. */
function parseWithTexts(text) {
  const quoted = text.replace(TOKENS, (token) => (token[0] === '"' || isSafe(token) ? token : `"${token}"`));
  return freeze(JSON.parse(quoted));
}

// Fifteen digits and no exponent are always safe. Where a text looks like more, it costs no more than the exact way.
const SUSPECT = /[:,[]\s*-?(?:[\d.]{16}|[\d.]+[eE])/;

/** Whether a number in `text` may be one that a double cannot hold. */
function mayBeUnsafe(text) {
  return SUSPECT.test(text);
}

/** The members of an object that came out of JSON whose names are not in `names`, as {@link freeze} makes them. */
function without(names, object) {
  const rest = Object.create(null);
  for (const key of Object.keys(object)) {
    if (!names.has(key)) {
      rest[key] = freeze(object[key]);
    }
  }
  return Object.freeze(rest);
}

/** Makes of `value` something that cannot change, and whose keys are nothing but keys: `__proto__` too. */
function freeze(value) {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return Object.freeze(value.map(freeze));
  }
  const bare = Object.create(null);
  for (const key of Object.keys(value)) {
    bare[key] = freeze(value[key]);
  }
  return Object.freeze(bare);
}

/**
 * Reads JSON, unsafe whole numbers as `bigint`, so that {@link stringify} writes them as they were. `refuse` is called for
 * an unsafe number with a fraction or an exponent, for which JavaScript has no type.
 */
function parseWithBigInts(text, refuse) {
  let mark = '#';
  while (text.includes(mark)) {
    mark += '#';
  }
  let unsafe = 0;
  const marked = text.replace(TOKENS, (token) => {
    if (token[0] === '"' || isSafe(token)) {
      return token;
    }
    if (!/^-?\d+$/.test(token)) {
      refuse();
    }
    unsafe++;
    return `"${mark}${token}"`;
  });
  if (unsafe === 0) {
    return JSON.parse(text);
  }
  return JSON.parse(marked, (_, value) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

/** How deep the strict reader goes. */
const MOST_LEVELS = 128;

/**
 * Writes JSON as `JSON.stringify` does, and a `bigint` as its digits. `refuse` is called for what is deeper than anybody
 * would read, and so for what holds itself.
 */
function stringify(given, refuse) {
  if (!hasBigInt(given, refuse, 0)) {
    return JSON.stringify(given);
  }
  const value = toldBy(given);
  if (typeof value === 'bigint') {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((one) => stringify(one, refuse) ?? 'null').join(',')}]`;
  }
  const members = Object.keys(value).flatMap((key) => {
    const text = stringify(value[key], refuse);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${members.join(',')}}`;
}

function hasBigInt(given, refuse, level) {
  const value = toldBy(given);
  if (value === null || typeof value !== 'object') {
    return typeof value === 'bigint';
  }
  if (level === MOST_LEVELS) {
    refuse();
  }
  return Object.values(value).some((one) => hasBigInt(one, refuse, level + 1));
}

/** What `JSON.stringify` would write in place of `value`. */
function toldBy(value) {
  return typeof value === 'object' && typeof value?.toJSON === 'function' ? value.toJSON() : value;
}

module.exports = { MOST_LEVELS, mayBeUnsafe, parseWithBigInts, parseWithTexts, stringify, without };
