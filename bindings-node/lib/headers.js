'use strict';
// Headers, as one text. Which of them count is not decided here.

const { copyOf, isBytes } = require('./bytes.js');
const { misuse } = require('./errors.js');

/** Names and values in one text, and how many, from whatever a framework hands over. */
function joinHeaders(headers) {
  const joined = new Joined();
  if (headers === undefined || headers === null) {
    return joined;
  }
  if (typeof headers !== 'object') {
    throw misuse('headers', 'invalid', 'they must be an object, a Headers, a Map or a list');
  }
  if (typeof headers[Symbol.iterator] !== 'function') {
    for (const name of Object.keys(headers)) {
      joined.add(name, headers[name]);
    }
  } else if (Array.isArray(headers) && (typeof headers[0] === 'string' || isBytes(headers[0]))) {
    // `rawHeaders` of Node: names and values in turn.
    for (let i = 0; i < headers.length; i += 2) {
      joined.add(headers[i], headers[i + 1]);
    }
  } else {
    for (const pair of headers) {
      joined.add(pair?.[0], pair?.[1]);
    }
  }
  return joined;
}

/** Headers behind one another, a zero byte between any two texts. */
class Joined {
  text = '';
  count = 0;

  add(name, value) {
    if (typeof value === 'string' && typeof name === 'string') {
      this.put(name, value);
    } else if (Array.isArray(value)) {
      for (const one of value) {
        this.addOne(name, one);
      }
    } else {
      this.addOne(name, value);
    }
  }

  addOne(name, value) {
    if (value !== undefined && value !== null) {
      this.put(headerText(name), typeof value === 'number' ? String(value) : headerText(value));
    }
  }

  put(name, value) {
    if (this.count > 0) {
      this.text += '\0';
    }
    // biome-ignore lint/style/useTemplate: a template would ask of each part whether it is a text
    this.text += name + '\0' + value;
    this.count++;
  }
}

/** A name or a value, which frameworks may hand over as its bytes. */
function headerText(part) {
  if (isBytes(part)) {
    return copyOf('headers', part).toString('latin1');
  }
  if (typeof part !== 'string') {
    throw misuse('headers', 'invalid', 'names and values must be strings or bytes');
  }
  return part;
}

module.exports = { joinHeaders };
