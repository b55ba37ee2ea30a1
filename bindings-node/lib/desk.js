'use strict';
// The desk: memory that this file makes once and the native half reads and writes. What is laid on it is a private copy:
// nothing that a caller holds is read again after that.

const native = require('./native.js');
const { misuse } = require('./errors.js');
const {
  ABSENT,
  ACCOUNT,
  BODY_BYTES,
  BODY_LEN,
  HEADERS,
  HTTP_STATUS,
  LARGE,
  MOST_ROWS,
  NOW,
  PATH,
  ROWS,
  ROW_WORDS,
  SUBJECTS,
  TARGET_ID,
  TARGET_REFERENCE,
  TARGET_SUBJECT,
  TEXT_BYTES,
  TEXT_LEN,
  WORD_BYTES,
} = require('./generated.js');

const memory = new ArrayBuffer(WORD_BYTES + TEXT_BYTES + BODY_BYTES);
const words = new Uint32Array(memory, 0, WORD_BYTES / 4);
const doubles = new Float64Array(memory, 0, WORD_BYTES / 8);
const texts = Buffer.from(memory, WORD_BYTES, TEXT_BYTES);
const body = Buffer.from(memory, WORD_BYTES + TEXT_BYTES, BODY_BYTES);
/** The number of this desk. */
const DESK = native.openDesk(new Uint8Array(memory));

const oneRow = words.subarray(ROWS, ROWS + ROW_WORDS);

// Where they are, the parts that `write` and `toString` are made of: a call is spared what those check each time.
const utf8 = typeof texts.utf8Write === 'function';
const latin1 = typeof texts.latin1Slice === 'function';

/** Writes a text into the texts of the desk; how many bytes it took. */
function writeText(text) {
  return utf8 ? texts.utf8Write(text, 0, TEXT_BYTES) : texts.write(text, 0, 'utf8');
}

/** Texts that the native half left, all of them ASCII. */
function readTexts(size) {
  return latin1 ? texts.latin1Slice(0, size) : texts.toString('latin1', 0, size);
}

// The getters of the engine: a subclass may have put others in their place.
const typedArray = Object.getPrototypeOf(Uint8Array.prototype);
const kindOf = Object.getOwnPropertyDescriptor(typedArray, Symbol.toStringTag).get;
const lengthOf = Object.getOwnPropertyDescriptor(typedArray, 'byteLength').get;

const bufferPrototype = Buffer.prototype;
const bytesPrototype = Uint8Array.prototype;

/** Whether `value` is an ordinary array of bytes, of which the engine itself knows the length. */
function isOrdinary(value) {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const prototype = Object.getPrototypeOf(value);
  return prototype === bufferPrototype || prototype === bytesPrototype;
}

/** `value` as bytes, which are not copied yet. */
function bytesOf(value) {
  if (kindOf.call(value) === 'Uint8Array') {
    return value;
  }
  const kind = Object.prototype.toString.call(value);
  if (kind === '[object ArrayBuffer]' || kind === '[object SharedArrayBuffer]') {
    try {
      return new Uint8Array(value);
    } catch {
      throw detached();
    }
  }
  if (typeof value === 'string') {
    throw misuse(
      'body',
      'invalid',
      'it is a string, and the signature covers the raw bytes: hand over the Uint8Array or Buffer as it came, ' +
        'before anything parsed or decoded it',
    );
  }
  throw misuse('body', value == null ? 'missing' : 'invalid', 'it must be a Uint8Array, a Buffer or an ArrayBuffer');
}

/** The time of a call, in milliseconds. */
function momentOf(at) {
  return millisecondsOf('now', at?.now);
}

function millisecondsOf(field, date) {
  const ms = typeof date?.getTime === 'function' ? date.getTime() : Number.NaN;
  if (ms - ms !== 0) {
    throw misuse(field, date == null ? 'missing' : 'invalid', 'it must be a valid Date');
  }
  return ms;
}

function textOf(field, value) {
  if (value == null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw misuse(field, 'invalid', 'it must be a string');
  }
  return value;
}

/** Bytes of a text in UTF-8. */
function sizeOf(text) {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 127) {
      return Buffer.byteLength(text);
    }
  }
  return text.length;
}

/** Writes a text that fits, and gives its size in bytes. */
function write(text) {
  const { length } = text;
  if (length > 48) {
    return writeText(text);
  }
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) {
      return writeText(text);
    }
    texts[i] = code;
  }
  return length;
}

/** Lays out a call that reads. The native half gives the body back as a string of its bytes, which nobody can change. */
function lay(account, target, path, message, now) {
  const given = message.body;
  const ordinary = isOrdinary(given);
  const bytes = ordinary ? given : bytesOf(given);
  const length = ordinary ? bytes.length : lengthOf.call(bytes);
  doubles[NOW >> 1] = now;
  words[ACCOUNT] = account;
  let text = '';
  words[TARGET_SUBJECT] = 0;
  words[TARGET_ID] = ABSENT;
  words[TARGET_REFERENCE] = ABSENT;
  if (target !== undefined) {
    const subject = target.subject;
    if (subject != null) {
      const code = SUBJECTS.indexOf(subject);
      if (code < 0) {
        throw misuse('subject', 'invalid', `expected one of ${SUBJECTS.join(', ')}`);
      }
      words[TARGET_SUBJECT] = code;
    }
    const id = textOf('id', target.id);
    if (id !== undefined) {
      text = id;
      words[TARGET_ID] = sizeOf(id);
    }
    const reference = textOf('reference', target.reference ?? target.asked?.reference);
    if (reference !== undefined) {
      text += reference;
      words[TARGET_REFERENCE] = sizeOf(reference);
    }
  }
  words[PATH] = ABSENT;
  if (path !== undefined) {
    text += path;
    words[PATH] = sizeOf(path);
  }
  const { headers } = message;
  words[HEADERS] = 0;
  if (headers != null) {
    text += joinHeaders(headers);
  }
  place(text, bytes, length);
}

function place(text, bytes, length) {
  if (text.length * 3 > TEXT_BYTES || length > BODY_BYTES) {
    // A copy of its own, since nobody else's memory may be read twice.
    const copy = Buffer.from(bytes);
    native.load(DESK, text, copy);
    words[LARGE] = 1;
    return;
  }
  words[LARGE] = 0;
  words[TEXT_LEN] = text.length === 0 ? 0 : write(text);
  words[BODY_LEN] = length;
  try {
    body.set(bytes);
  } catch {
    throw detached();
  }
}

function detached() {
  return misuse('body', 'invalid', 'its memory was handed over to somebody else (a detached ArrayBuffer)');
}

let joined = '';
let count = 0;

function add(name, value) {
  if (Array.isArray(value)) {
    for (const one of value) {
      add(name, one);
    }
    return;
  }
  if (value === undefined || value === null) {
    return;
  }
  if (typeof value === 'number') {
    value = String(value);
  }
  if (typeof name !== 'string' || typeof value !== 'string') {
    throw misuse('headers', 'invalid', 'names and values must be strings');
  }
  put(name, value);
}

function put(name, value) {
  if (count > 0) {
    joined += '\0';
  }
  // biome-ignore lint/style/useTemplate: a template would ask of each part whether it is a text
  joined += name + '\0' + value;
  count++;
}

/** Names and values in one text, from whatever a framework hands over; counts them on the desk. */
function joinHeaders(headers) {
  joined = '';
  count = 0;
  if (Array.isArray(headers)) {
    if (typeof headers[0] === 'string') {
      // `rawHeaders` of Node: names and values in turn.
      for (let i = 0; i < headers.length; i += 2) {
        add(headers[i], headers[i + 1]);
      }
    } else {
      for (const pair of headers) {
        add(pair?.[0], pair?.[1]);
      }
    }
  } else if (typeof headers !== 'object') {
    throw misuse('headers', 'invalid', 'they must be an object, a Headers, a Map or a list');
  } else if (typeof headers[Symbol.iterator] === 'function') {
    for (const [name, value] of headers) {
      add(name, value);
    }
  } else {
    for (const name of Object.keys(headers)) {
      const value = headers[name];
      if (typeof value === 'string') {
        put(name, value);
      } else {
        add(name, value);
      }
    }
  }
  words[HEADERS] = count;
  return joined;
}

// Rows of readings are kept side by side, since a small array of each own would cost more than to read one.
const SLAB_ROWS = 64;
let slab = new Uint32Array(SLAB_ROWS * ROW_WORDS);
let free = 0;

/** Where rows were put. */
const kept = { cells: slab, at: 0 };

/** Takes rows off the desk; those beyond its room are fetched. */
function keepRows(rows) {
  let at = free;
  if (at + rows * ROW_WORDS > slab.length) {
    const cells = new Uint32Array(Math.max(SLAB_ROWS, rows) * ROW_WORDS);
    slab = cells;
    at = 0;
  }
  free = at + rows * ROW_WORDS;
  kept.cells = slab;
  kept.at = at;
  if (rows === 1) {
    slab.set(oneRow, at);
    return kept;
  }
  for (let row = 0; row < rows; row += MOST_ROWS) {
    if (row > 0) {
      native.rows(DESK, row);
    }
    const taken = Math.min(MOST_ROWS, rows - row);
    slab.set(words.subarray(ROWS, ROWS + taken * ROW_WORDS), at + row * ROW_WORDS);
  }
  if (rows > MOST_ROWS) {
    native.rows(DESK, rows);
  }
  return kept;
}

function setStatus(status) {
  if (!Number.isInteger(status) || status < 0 || status > 65535) {
    throw misuse('status', status == null ? 'missing' : 'invalid', 'it must be the HTTP status as a number');
  }
  words[HTTP_STATUS] = status;
}

module.exports = {
  DESK,
  bytesOf,
  doubles,
  keepRows,
  lay,
  millisecondsOf,
  momentOf,
  native,
  readTexts,
  setStatus,
  textOf,
  texts,
  words,
  writeText,
};
