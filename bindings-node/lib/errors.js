'use strict';
// The errors: one class a remedy, and what makes them of what the native half throws.

/** What every error has. Each of its subclasses has a `code` of its own. */
class PaystateError extends Error {
  constructor(fields) {
    const { message, ...rest } = fields;
    super(message);
    for (const name of Object.keys(rest)) {
      if (rest[name] !== null) {
        this[name] = rest[name];
      }
    }
  }
}

class MalformedError extends PaystateError {}
class UnauthenticError extends PaystateError {}
class RefusedError extends PaystateError {}
class MisuseError extends PaystateError {}
class InternalError extends PaystateError {}

const CLASSES = {
  malformed: MalformedError,
  unauthentic: UnauthenticError,
  refused: RefusedError,
  misuse: MisuseError,
  internal: InternalError,
};

for (const Class of [PaystateError, ...Object.values(CLASSES)]) {
  Object.defineProperty(Class.prototype, 'name', { value: Class.name, configurable: true, writable: true });
}

/** The error that `thrown` stands for: ours out of the native half begins its stack where `verb` was called. */
function errorOf(thrown, verb) {
  const fields = fieldsOf(thrown);
  if (fields === undefined) {
    return thrown;
  }
  if (typeof fields.retryAt === 'number') {
    fields.retryAt = new Date(fields.retryAt);
  }
  if (fields.reply !== undefined) {
    Object.freeze(fields.reply);
  }
  const error = new CLASSES[fields.code](fields);
  Error.captureStackTrace(error, verb);
  return error;
}

// Only the native half writes it. The class says nothing: where a module runs in a context of its own, as Jest runs them, the
// native half throws errors of another one.
const MARK = "paystate's native half: ";

/** The object that the native half throws behind its mark; `undefined` for what is thrown by others. */
function fieldsOf(thrown) {
  // A message of the engine's is a plain property: nothing of a caller's runs here.
  const message = Object(thrown) === thrown ? Object.getOwnPropertyDescriptor(thrown, 'message')?.value : undefined;
  if (typeof message !== 'string' || !message.startsWith(MARK)) {
    return undefined;
  }
  return JSON.parse(message.slice(MARK.length));
}

/** A call that cannot be carried out as it stands: `field` is at fault, `hint` says what to do, `expected` what is known. */
function misuse(field, reason, hint, expected = null) {
  return new MisuseError({
    code: 'misuse',
    message: `misuse: \`${field}\`: ${reason}${hint === undefined ? '' : `; ${hint}`}`,
    reason,
    field,
    expected: expected && [...expected],
  });
}

module.exports = {
  PaystateError,
  MalformedError,
  UnauthenticError,
  RefusedError,
  MisuseError,
  InternalError,
  errorOf,
  misuse,
};
