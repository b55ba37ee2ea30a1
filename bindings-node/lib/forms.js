'use strict';
// The JSON forms of what a caller hands over. What JSON would drop or change in silence is refused here, and named; what a
// form does not take, the core refuses.

const { HALF, TARGET, textOf } = require('./desk.js');
const { misuse } = require('./errors.js');
const { MOST_LEVELS, stringify } = require('./exact.js');

/** The JSON form of something plain. `keys` are those that count, where the form keeps others as they are. */
function formOf(field, value, keys) {
  const given = objectOf(field, value);
  const form = typeof given.toJSON === 'function' ? objectOf(field, given.toJSON()) : given;
  for (const key of keys ?? Object.keys(form)) {
    if (!hasJson(form[key])) {
      throw misuse(key, 'invalid', 'JSON has nothing that stands for it');
    }
  }
  const text = jsonOf(field, form);
  const path = text.includes('\\ud') ? halfIn(JSON.parse(text)) : undefined;
  if (path !== undefined) {
    throw misuse(path.slice(0, 2).join('.') || field, 'invalid', HALF);
  }
  return text;
}

/** `value`, which is an object and no list. */
function objectOf(field, value, hint = 'it must be an object') {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw misuse(field, value == null ? 'missing' : 'invalid', hint);
  }
  return value;
}

/** Whether JSON has it, as itself: `NaN` would become `null`, and a function would be left out. */
function hasJson(value) {
  return typeof value === 'number' ? value - value === 0 : typeof value !== 'function' && typeof value !== 'symbol';
}

function jsonOf(field, value) {
  const text = stringify(value, () => {
    throw misuse(field, 'invalid', `it is circular, or more than ${MOST_LEVELS} levels deep`);
  });
  if (text === undefined) {
    throw misuse(field, 'invalid', 'it must be an object');
  }
  return text;
}

/** The keys that lead to a text with half a surrogate pair, which JSON writes as an escape. */
function halfIn(value) {
  if (typeof value === 'string') {
    return value.isWellFormed() ? undefined : [];
  }
  for (const [key, one] of Object.entries(value ?? {})) {
    const path = key.isWellFormed() ? halfIn(one) : [];
    if (path !== undefined) {
      return key.isWellFormed() ? [key, ...path] : [];
    }
  }
  return undefined;
}

/** The form of a target. A record, an order and an observation can stand for one. */
function targetOf(target) {
  const { subject, id, reference, asked } = objectOf('target', target, TARGET);
  return formOf('target', { subject, id, reference: reference ?? asked?.reference });
}

/** The form of an order, with its objects as text of their own: their digits and the order of their keys count. */
function orderOf(order) {
  const { metadata, extra, ...rest } = objectOf('order', order);
  return [formOf('order', rest), jsonTextOf('metadata', metadata), jsonTextOf('extra', extra)];
}

/** A JSON object as text; a text is taken as it is. */
function jsonTextOf(field, value) {
  if (value === undefined || value === null || typeof value === 'string') {
    return textOf(field, value);
  }
  if (typeof value !== 'object') {
    throw misuse(field, 'invalid', 'it must be an object, or its JSON text');
  }
  const text = jsonOf(field, value);
  if (text.includes('\\ud') && halfIn(JSON.parse(text)) !== undefined) {
    throw misuse(field, 'invalid', HALF);
  }
  return text;
}

module.exports = { formOf, jsonTextOf, objectOf, orderOf, targetOf };
