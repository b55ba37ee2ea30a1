// The comparison itself: a runner that takes everything for equal would pass every vector.

import assert from 'node:assert/strict';
import test from 'node:test';

import { differences } from './vectors/compare.mjs';
import { read } from './vectors/exact.mjs';

const holds = (expected, actual) => differences(expected, actual).length === 0;

test('what is not listed is not compared', () => {
  assert.ok(holds({ a: 1 }, { a: 1, b: 2 }));
  assert.ok(!holds({ a: 1, b: 2 }, { a: 1 }));
  assert.ok(holds({ a: null }, {}));
  assert.ok(!holds({ a: null }, { a: 1 }));
  assert.ok(!holds({ a: 1 }, { a: undefined }));
});

test('sums and instants are compared by value', () => {
  assert.ok(holds({ value: '100' }, { value: '100.00' }));
  assert.ok(!holds({ value: '100' }, { value: '100.01' }));
  assert.ok(!holds({ native: '100' }, { native: '100.00' }));
  assert.ok(holds({ at: '2025-01-20T10:30:00Z' }, { at: '2025-01-20T18:30:00.000+08:00' }));
  assert.ok(!holds({ at: '2025-01-20T10:30:00Z' }, { at: '2025-01-20T10:30:00.001Z' }));
  assert.ok(!holds({ at: '2025-01-20T10:30:00Z' }, { at: 'soon' }));
});

test('numbers keep their digits', () => {
  assert.ok(holds(read('{"x":1.10}'), read('{"x":1.1}')));
  assert.ok(!holds(read('9007199254740993'), read('9007199254740992')));
  assert.ok(holds(read('[1e400]'), read('[1.0e400]')));
});

test('arrays are in order unless they are sets', () => {
  assert.ok(!holds([1, 2], [2, 1]));
  assert.ok(!holds([1], [1, 2]));
  assert.ok(holds({ notes: ['a', 'b'] }, { notes: ['b', 'a'] }));
  assert.ok(!holds({ notes: [] }, { notes: ['a'] }));
});

test('headers have no order and no case', () => {
  const expected = {
    headers: [
      ['A', '1'],
      ['b', '2'],
    ],
  };
  assert.ok(
    holds(expected, {
      headers: [
        ['B', '2'],
        ['a', '1'],
      ],
    }),
  );
  assert.ok(!holds(expected, { headers: [['B', '2']] }));
  assert.ok(
    !holds(expected, {
      headers: [
        ['B', '2'],
        ['a', 'one'],
      ],
    }),
  );
});

test('an error is not an answer', () => {
  assert.ok(!holds({ error: { kind: 'malformed' } }, { observation: {} }));
});
