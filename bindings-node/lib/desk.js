'use strict';
// The desk: memory that this file makes once and the native half reads and writes. What is laid on it is a private copy:
// nothing that a caller holds is read again after that.

const native = require('./native.js');
const { bytesOf, copyOf, detached, lengthOf } = require('./bytes.js');
const { misuse } = require('./errors.js');
const { joinHeaders } = require('./headers.js');
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
  const headers = joinHeaders(message.headers);
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
  words[HEADERS] = headers.count;
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
  place(text + headers.text, bytes, length);
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
