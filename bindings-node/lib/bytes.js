'use strict';
// Bytes, whoever holds them. What they are and how long they are, the engine alone is asked: objects can say anything.

const { misuse } = require('./errors.js');

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

function detached(field) {
  return misuse(field, 'invalid', 'its memory was handed over to somebody else (a detached ArrayBuffer)');
}

module.exports = { bytesOf, copyOf, detached, isBytes, lengthOf };
