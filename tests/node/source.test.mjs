// What the sources of the binding must not have in them, and what each entry must.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';

import { providers } from 'paystate';

import { packageRoot } from './support.mjs';

const require = createRequire(import.meta.url);
const { SUMS } = require(join(packageRoot, 'lib/generated.js'));

const rust = readdirSync(join(packageRoot, 'src')).map((name) => ['src', name]);
const scripts = readdirSync(join(packageRoot, 'lib')).map((name) => ['lib', name]);

function source([folder, name]) {
  return readFileSync(join(packageRoot, folder, name), 'utf8');
}

/** The code of an entry: from `#[napi]` to the line that closes its function. */
function entries(code) {
  return code
    .split('#[napi]\n')
    .slice(1)
    .map((rest) => rest.slice(0, rest.indexOf('\n}\n')));
}

test('every export catches panics', () => {
  const all = rust.flatMap((file) => entries(source(file)));
  const names = all.map((code) => /^pub fn (\w+)\(/.exec(code)?.[1]);
  assert.ok(names.every(Boolean), 'an entry is a public function');
  // Each way in ends in `guard`: `with_room` and `guard` by themselves, these by calling one of the two.
  const guarded = ['with_room', 'guard', 'with_account', 'read_one'];
  for (const code of all) {
    const body = code.slice(code.indexOf('{\n') + 2).trim();
    assert.match(body, new RegExp(`^(${guarded.join('|')})\\(`), `an entry begins with its guard:\n${code}`);
  }
  const everything = rust.map(source).join('\n');
  for (const name of ['with_account', 'read_one']) {
    assert.match(everything, new RegExp(`fn ${name}[^{]*\\{\\n    with_room\\(`), name);
  }
  assert.match(everything, /fn with_room[^{]*\{\n {4}guard\(/);
  assert.match(everything, /fn guard[^{]*\{[\s\S]{0,300}catch_unwind\(/);
  // Nothing is exported beside: what Node sees is what was read here.
  const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  const native = require(join(packageRoot, 'lib/native.js'));
  assert.deepEqual(Object.keys(native).sort(), names.map(camel).sort());
});

test('unsafe code stands in one place', () => {
  const found = rust
    .map(source)
    .join('\n')
    .match(/\bunsafe \{/g);
  assert.equal(found.length, 1);
  assert.match(source(['src', 'lib.rs']), /unsafe_code/);
});

test('no provider and no status word is named', () => {
  const names = providers().map(({ name }) => name);
  const all = providers().flatMap(({ words }) => words.flatMap(({ word, status }) => [word, status]));
  // A field of an observation has the name of a word.
  const words = all.filter((word) => !SUMS.includes(word));
  const code = [...rust, ...scripts].filter(([, name]) => name !== 'generated.js');
  for (const file of code) {
    const text = source(file).replace(/^\s*\/\/.*$/gm, '');
    for (const name of names) assert.ok(!text.toLowerCase().includes(name), `${file.join('/')} names ${name}`);
    const quoted = [...text.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map(([, single, double]) => single ?? double);
    for (const word of words) assert.ok(!quoted.includes(word), `${file.join('/')} has the word ${word}`);
  }
});
