'use strict';
// What the providers can do, and what their words mean.

const native = require('./native.js');
const { textOf } = require('./desk.js');
const { verb } = require('./judge.js');

let profiles;

function providers() {
  profiles ??= freeze(JSON.parse(native.providers()));
  return profiles;
}

function freeze(value) {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

function explain(provider, subject, word) {
  return verb(explain, () => {
    const texts = [textOf('provider', provider), textOf('subject', subject), textOf('word', word)];
    const told = JSON.parse(native.explain(...texts.map((text) => text ?? '')));
    return Object.freeze({ ...told, status: told.status ?? undefined });
  });
}

module.exports = { explain, providers };
