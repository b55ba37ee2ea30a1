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
  ROW_AT,
  ROW_WORDS,
  SUBJECTS,
  TARGET_ID,
  TARGET_REFERENCE,
  TARGET_SUBJECT,
  TEXT_BYTES,
  TEXT_LEN,
  TURN,
  WORD_BYTES,
} = require('./generated.js');

const memory = new ArrayBuffer(WORD_BYTES + TEXT_BYTES + BODY_BYTES);
const words = new Uint32Array(memory, 0, WORD_BYTES / 4);
const doubles = new Float64Array(memory, 0, WORD_BYTES / 8);
const texts = Buffer.from(memory, WORD_BYTES, TEXT_BYTES);
const body = Buffer.from(memory, WORD_BYTES + TEXT_BYTES, BODY_BYTES);
/** The number of this desk. */
const DESK = native.openDesk(new Uint8Array(memory));

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

const bufferSizes = [ArrayBuffer, SharedArrayBuffer].map(
  ({ prototype }) => Object.getOwnPropertyDescriptor(prototype, 'byteLength').get,
);

/** Whether `value` is a buffer of the engine's, whatever it says of itself. */
function isBuffer(value) {
  return bufferSizes.some((sizeOf) => {
    try {
      return sizeOf.call(value) >= 0;
    } catch {
      return false;
    }
  });
}

function isBytes(value) {
  return kindOf.call(value) === 'Uint8Array';
}

/** `value` as bytes, which are not copied yet. */
function bytesOf(value) {
  if (isBytes(value)) {
    return value;
  }
  if (isBuffer(value)) {
    try {
      return new Uint8Array(value);
    } catch {
      throw detached('body');
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

/** A copy of `bytes`, as long as the engine says that they are. */
function copyOf(field, bytes) {
  // Filled with zeros first: shared bytes can become fewer meanwhile.
  const copy = Buffer.alloc(lengthOf.call(bytes));
  try {
    copy.set(bytes);
  } catch {
    throw detached(field);
  }
  return copy;
}

/** The time of a call, in milliseconds. */
function momentOf(at) {
  return millisecondsOf('now', at?.now);
}

function millisecondsOf(field, date) {
  const ms = typeof date?.getTime === 'function' ? date.getTime() : Number.NaN;
  if (typeof ms !== 'number' || ms - ms !== 0) {
    throw misuse(field, date == null ? 'missing' : 'invalid', 'it must be a valid Date');
  }
  return ms;
}

const HALF = 'it has half a surrogate pair, which is no text';

function textOf(field, value) {
  const text = stringOf(field, value);
  if (text !== undefined && !text.isWellFormed()) {
    throw misuse(field, 'invalid', HALF);
  }
  return text;
}

/** A string, which may have half a surrogate pair. */
function stringOf(field, value) {
  if (value == null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw misuse(field, 'invalid', 'it must be a string');
  }
  return value;
}

/** Bytes of a text in UTF-8. Two halves, each at the end of a text, would become a pair when the texts are joined. */
function sizeOf(field, text) {
  if (text === undefined) {
    return ABSENT;
  }
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 127) {
      return Buffer.byteLength(textOf(field, text));
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

/**
 * Lays out a call that reads; the native half gives the body back as a string of its bytes, which nobody can change. All
 * that a caller holds is looked at before anything is written: a getter there may call us again.
 */
function lay(account, target, path, message, status, now) {
  const bytes = bytesOf(message.body);
  const length = lengthOf.call(bytes);
  const { headers } = message;
  const joined = headers == null ? '' : joinHeaders(headers);
  const count = headers == null ? 0 : headerCount;
  let subject = 0;
  let id;
  let reference;
  if (target !== NO_TARGET) {
    if (target === null || typeof target !== 'object' || Array.isArray(target)) {
      throw misuse('target', target == null ? 'missing' : 'invalid', TARGET);
    }
    subject = subjectOf(target.subject);
    id = stringOf('id', target.id);
    reference = stringOf('reference', target.reference ?? target.asked?.reference);
  }
  const idSize = sizeOf('id', id);
  const referenceSize = sizeOf('reference', reference);
  const pathSize = sizeOf('path', path);

  if (free + ROW_WORDS > slab.length) {
    openSlab(SLAB_ROWS);
  }
  words[ROW_AT] = free;
  words[TURN]++;
  doubles[NOW >> 1] = now;
  words[ACCOUNT] = account;
  words[HTTP_STATUS] = status;
  words[TARGET_SUBJECT] = subject;
  words[HEADERS] = count;
  words[TARGET_ID] = idSize;
  words[TARGET_REFERENCE] = referenceSize;
  words[PATH] = pathSize;
  let text = '';
  if (id !== undefined) {
    text = id;
  }
  if (reference !== undefined) {
    text += reference;
  }
  if (path !== undefined) {
    text += path;
  }
  place(text + joined, bytes, length);
}

/** Stands for the target of a call that has none. */
const NO_TARGET = Symbol('no target');
const TARGET = 'it must be an object with `id` or `reference`';

function subjectOf(subject) {
  if (subject == null) {
    return 0;
  }
  const code = SUBJECTS.indexOf(subject);
  if (code < 0) {
    throw misuse('subject', 'invalid', `expected one of ${SUBJECTS.join(', ')}`, SUBJECTS);
  }
  return code;
}

function place(text, bytes, length) {
  if (text.length * 3 > TEXT_BYTES || length > BODY_BYTES) {
    checkHeaders(text);
    // A copy of its own, since nobody else's memory may be read twice.
    native.load(DESK, text, copyOf('body', bytes));
    words[LARGE] = 1;
    return;
  }
  const size = text.length === 0 ? 0 : write(text);
  if (size !== text.length) {
    checkHeaders(text);
  }
  words[LARGE] = 0;
  words[TEXT_LEN] = size;
  words[BODY_LEN] = length;
  try {
    body.set(bytes);
  } catch {
    throw detached('body');
  }
}

/** Headers stand behind the other texts, which are looked at when their size is asked for. */
function checkHeaders(text) {
  textOf('headers', text);
}

function detached(field) {
  return misuse(field, 'invalid', 'its memory was handed over to somebody else (a detached ArrayBuffer)');
}

/** How many headers {@link joinHeaders} joined last. */
let headerCount = 0;

/** Names and values in one text, from whatever a framework hands over. */
function joinHeaders(headers) {
  if (typeof headers !== 'object') {
    throw misuse('headers', 'invalid', 'they must be an object, a Headers, a Map or a list');
  }
  const joined = new Joined();
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
  headerCount = joined.count;
  return joined.text;
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

// Rows of readings are kept side by side, since a small array of each own would cost more than to read one. The native half
// writes a single row where it is kept; several come over the desk.
const SLAB_ROWS = 64;
let slab;
let free = 0;
openSlab(SLAB_ROWS);

function openSlab(rows) {
  slab = new Uint32Array(rows * ROW_WORDS);
  free = 0;
  native.openSlab(DESK, new Uint8Array(slab.buffer));
}

/** Where rows were put. */
const kept = { cells: slab, at: 0 };

/** The rows that were read last; those beyond the desk's room are fetched. */
function keepRows(rows) {
  if (rows > 1) {
    return keepMany(rows);
  }
  kept.cells = slab;
  kept.at = free;
  free += rows * ROW_WORDS;
  return kept;
}

function keepMany(rows) {
  if (free + rows * ROW_WORDS > slab.length) {
    openSlab(Math.max(SLAB_ROWS, rows));
  }
  for (let row = 0; row < rows; row += MOST_ROWS) {
    if (row > 0) {
      native.rows(DESK, row);
    }
    const taken = Math.min(MOST_ROWS, rows - row);
    slab.set(words.subarray(ROWS, ROWS + taken * ROW_WORDS), free + row * ROW_WORDS);
  }
  if (rows > MOST_ROWS) {
    native.rows(DESK, rows);
  }
  kept.cells = slab;
  kept.at = free;
  free += rows * ROW_WORDS;
  return kept;
}

/** The HTTP status of an answer. */
function statusOf(response) {
  if (response === null || typeof response !== 'object') {
    throw misuse('response', response == null ? 'missing' : 'invalid', 'it must be an object with `status` and `body`');
  }
  const { status } = response;
  if (!Number.isInteger(status) || status < 0 || status > 65535) {
    throw misuse('status', status == null ? 'missing' : 'invalid', 'it must be the HTTP status as a number');
  }
  return status;
}

module.exports = {
  DESK,
  HALF,
  NO_TARGET,
  TARGET,
  bytesOf,
  copyOf,
  doubles,
  keepRows,
  lay,
  millisecondsOf,
  momentOf,
  native,
  readTexts,
  statusOf,
  stringOf,
  textOf,
  texts,
  words,
  writeText,
};
