// Runs every vector through the public API and writes `target/vectors-node.txt`.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { differences } from './vectors/compare.mjs';
import { read } from './vectors/exact.mjs';
import { run } from './vectors/jobs.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = resolve(root, process.env.PAYSTATE_VECTORS ?? 'tests/vectors');
/** They are no verbs of the public surface in every language. */
const RUST_ONLY = ['core/time', 'core/money'];

function files() {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const paths = folders.flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)));
  return paths.filter((path) => path.endsWith('.json')).sort();
}

test('every vector holds', () => {
  const lines = [];
  const failures = [];
  for (const path of files()) {
    const { job, provider, cases, count } = read(readFileSync(path, 'utf8'));
    assert.equal(cases.length, count, path);
    if (RUST_ONLY.includes(job)) continue;
    for (const { id, title, given, expect } of cases) {
      const wrong = differences(expect, run(job, provider, given));
      lines.push(`${id} ${wrong.length === 0 ? 'ok' : 'fail'}`);
      if (wrong.length > 0) failures.push(`${id} (${title}):\n  ${wrong.join('\n  ')}`);
    }
  }
  mkdirSync(join(root, 'target'), { recursive: true });
  writeFileSync(join(root, 'target/vectors-node.txt'), `${lines.join('\n')}\n`);
  assert.ok(lines.length > 0, 'no vectors were found');
  assert.equal(failures.length, 0, `${failures.length} failed:\n${failures.join('\n')}`);
});
