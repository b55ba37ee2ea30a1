// The package: how it is laid out, what of it loads where, and that its tarballs install into an empty project.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import test from 'node:test';

import * as esm from 'paystate';

import { packageRoot } from './support.mjs';

const require = createRequire(import.meta.url);
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const manifest = json(join(packageRoot, 'package.json'));
const builds = readdirSync(join(packageRoot, 'npm'));
const [local] = readdirSync(packageRoot).filter((name) => name.endsWith('.node'));
const localBuild = local.slice('paystate.'.length, -'.node'.length);

/** A folder of its own, which is gone afterwards. */
function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'paystate-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A copy of the package as it is published, without the native module. */
function copy(path) {
  const to = join(path, 'paystate');
  mkdirSync(to, { recursive: true });
  for (const name of ['package.json', 'index.d.ts', 'index.d.mts', 'dist', 'lib', 'types']) {
    cpSync(join(packageRoot, name), join(to, name), { recursive: true });
  }
  return to;
}

/** Loads a copy in a process of its own, where `process` may be made to look like another one's. */
function load(path, before = '') {
  const script = `${before}; try { require(${JSON.stringify(path)}); console.log('loaded') } catch (error) { console.log(error.code, error.message) }`;
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim();
}

test('ESM and CommonJS give the same things', () => {
  const cjs = require('paystate');
  assert.deepEqual(Object.keys(esm).sort(), Object.keys(cjs).sort());
  for (const [name, value] of Object.entries(esm)) assert.equal(value, cjs[name], name);
});

test('Node loads one file and the native module, and each file of the library stands in it as it was written', () => {
  const script = "require('paystate'); console.log(JSON.stringify(Object.keys(require.cache)))";
  const loaded = execFileSync(process.execPath, ['-e', script], { cwd: import.meta.dirname, encoding: 'utf8' });
  const inside = JSON.parse(loaded).map((path) => relative(realpathSync(packageRoot), path));
  assert.deepEqual(inside, [join('dist', 'index.js'), local]);
  const text = readFileSync(join(packageRoot, 'dist/index.js'), 'utf8');
  for (const name of readdirSync(join(packageRoot, 'lib')).filter((name) => name.endsWith('.js'))) {
    assert.ok(text.includes(readFileSync(join(packageRoot, 'lib', name), 'utf8')), name);
  }
});

const PAID = `
  const at = { now: new Date() };
  const account = new Account('payin', { webhook_secret: 's' });
  const body = new TextEncoder().encode('{"id":"e","type":"order.completed","data":{"orderId":"o","amount":"1","currency":"USDT"}}');
  const [seen] = account.receive({ headers: account.signWebhook(body, at), body }, at).observations;
  console.log(advance({ v: 1, status: 'pending' }, seen, at).action);
`;

/** Bundles a program and runs it where nothing but the bundle is. */
async function runBundle(to, options) {
  const { build } = await import('esbuild');
  await build({
    stdin: { contents: `import { Account, advance } from 'paystate';${PAID}`, resolveDir: import.meta.dirname },
    bundle: true,
    platform: 'node',
    outfile: to,
    logLevel: 'silent',
    ...options,
  });
  const run = spawnSync(process.execPath, [to], { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.trim() : run.stderr;
}

test('a bundle takes the native module along', async (t) => {
  const path = folder(t);
  const options = { format: 'cjs', loader: { '.node': 'copy' } };
  assert.equal(await runBundle(join(path, 'lib', 'main.cjs'), options), 'fulfill');
  // Without the condition `module`, what Node itself loads is bundled.
  const dist = { ...options, conditions: ['node'] };
  assert.equal(await runBundle(join(path, 'dist', 'main.cjs'), dist), 'fulfill');
  for (const bundled of ['lib', 'dist']) {
    assert.ok(
      readdirSync(join(path, bundled)).some((name) => name.endsWith('.node')),
      bundled,
    );
  }
});

test('a bundle of ESM leaves the package outside, and says so where it does not', async (t) => {
  const path = folder(t);
  const main = copy(join(path, 'node_modules'));
  cpSync(join(packageRoot, local), join(main, local));
  assert.equal(await runBundle(join(path, 'main.mjs'), { format: 'esm', external: ['paystate'] }), 'fulfill');
  const inside = await runBundle(join(path, 'inside.mjs'), { format: 'esm', loader: { '.node': 'copy' } });
  assert.match(inside, /does not load: .*mark the package `paystate` as external/);
  const alone = await runBundle(join(path, 'alone.cjs'), { format: 'cjs', external: ['*.node', 'paystate-*'] });
  assert.match(alone, /is not installed\. .*mark the package `paystate` as external/);
});

test('what judges can be had without what asks', async () => {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    stdin: {
      contents: "import { advance, schedule } from 'paystate'; export { advance, schedule }",
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    external: ['paystate-*', '*.node'],
    logLevel: 'silent',
  });
  const files = Object.keys(Object.values(metafile.outputs)[0].inputs).map((path) => path.split('/').pop());
  assert.ok(files.includes('judge.js'), files.join());
  for (const other of ['account.js', 'read.js', 'profiles.js'])
    assert.ok(!files.includes(other), `${other} is in the bundle`);
});

test('there is a manifest for every platform, and each says what it is', () => {
  const names = { x86_64: 'x64', aarch64: 'arm64' };
  const abi = (target) => {
    const [arch, , os, libc] = target.split('-');
    const system = { linux: 'linux', darwin: 'darwin', windows: 'win32' }[os];
    return [system, names[arch], libc].filter(Boolean).join('-');
  };
  assert.deepEqual(manifest.napi.targets.map(abi).sort(), [...builds].sort());
  for (const build of builds) {
    const one = json(join(packageRoot, 'npm', build, 'package.json'));
    const [os, cpu, libc] = build.split('-');
    assert.equal(one.name, `paystate-${build}`);
    assert.equal(one.version, manifest.version);
    assert.deepEqual([one.os, one.cpu], [[os], [cpu]]);
    assert.deepEqual(one.libc, { gnu: ['glibc'], musl: ['musl'] }[libc]);
    assert.deepEqual(one.engines, manifest.engines);
    assert.equal(one.main, `paystate.${build}.node`);
    assert.deepEqual(one.files, ['LICENSE-MIT', 'LICENSE-APACHE', one.main]);
  }
  assert.ok(builds.includes(localBuild));
});

test('it runs no install script and depends on nothing', () => {
  for (const hook of ['preinstall', 'install', 'postinstall']) assert.equal(manifest.scripts[hook], undefined);
  assert.equal(manifest.dependencies, undefined);
  assert.equal(manifest.devDependencies, undefined);
});

test('a module that is missing is named, with what to do', (t) => {
  const path = copy(folder(t));
  const told = load(path);
  assert.match(told, /^ERR_PAYSTATE_NATIVE paystate: the native module for \w+ \w+ is not installed\./);
  assert.ok(told.includes(`paystate-${localBuild}`), told);
});

test('a module that does not load is named, with the real cause', (t) => {
  const path = copy(folder(t));
  writeFileSync(join(path, local), 'not a module');
  const told = load(path);
  assert.match(told, /^ERR_PAYSTATE_NATIVE paystate: the native module for \w+ \w+ does not load: /);
  assert.ok(told.includes(local) && /file too short|invalid ELF|not a valid|slice|mach-o/i.test(told), told);
});

test('a platform that nobody builds for is named', (t) => {
  const before = "Object.defineProperty(process, 'platform', { value: 'haiku' })";
  assert.match(
    load(copy(folder(t)), before),
    /^ERR_PAYSTATE_NATIVE paystate: there is no native module for haiku \w+\.$/,
  );
});

test('a package of the platform is found', (t) => {
  const path = folder(t);
  const main = copy(path);
  const native = join(path, 'node_modules', `paystate-${localBuild}`);
  cpSync(join(packageRoot, 'npm', localBuild), native, { recursive: true });
  cpSync(join(packageRoot, local), join(native, local));
  assert.equal(load(main), 'loaded');
});

test('the tarballs install into an empty project and work', (t) => {
  const path = folder(t);
  const npm = (cwd, ...parameters) => {
    const run = spawnSync('npm', [...parameters, '--offline', '--no-audit', '--no-fund'], { cwd, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout.trim().split('\n').pop();
  };
  const pack = (cwd) => join(path, npm(cwd, 'pack', '--ignore-scripts', '--pack-destination', path));
  const script = `
    import { Account, advance } from 'paystate';
    import { createRequire } from 'node:module';
    const at = { now: new Date() };
    const account = new Account('payin', { webhook_secret: 's' });
    const body = new TextEncoder().encode('{"id":"e","type":"order.completed","data":{"orderId":"o","amount":"1","currency":"USDT"}}');
    const [seen] = account.receive({ headers: account.signWebhook(body, at), body }, at).observations;
    const same = createRequire(import.meta.url)('paystate').advance === advance;
    console.log(advance({ v: 1, status: 'pending' }, seen, at).action, same);
  `;
  const works = (name, ...tarballs) => {
    const project = join(path, name);
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{"private":true}');
    npm(project, 'install', ...tarballs);
    writeFileSync(join(project, 'main.mjs'), script);
    assert.equal(
      execFileSync(process.execPath, ['main.mjs'], { cwd: project, encoding: 'utf8' }).trim(),
      'fulfill true',
    );
    return readdirSync(join(project, 'node_modules')).filter((one) => !one.startsWith('.'));
  };

  // As `npm pack` makes it in a checkout, with the module inside.
  const whole = pack(packageRoot);
  renameSync(whole, `${whole}.whole.tgz`);
  assert.deepEqual(works('whole', `${whole}.whole.tgz`), ['paystate']);

  // As it is published: the module in a package of its own, on which the main one depends optionally.
  const release = join(path, 'release');
  execFileSync(process.execPath, [join(packageRoot, 'scripts/release.js'), release], { stdio: 'pipe' });
  const names = ['paystate', `paystate-${localBuild}`];
  assert.deepEqual(readdirSync(release), names);
  assert.deepEqual(json(join(release, 'paystate/package.json')).optionalDependencies, {
    [`paystate-${localBuild}`]: manifest.version,
  });
  assert.deepEqual(works('split', ...names.map((name) => pack(join(release, name)))), names);
  for (const name of names) {
    const installed = readdirSync(join(path, 'split/node_modules', name));
    for (const file of ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md']) assert.ok(installed.includes(file), file);
    assert.equal(installed.includes(local), name !== 'paystate');
  }
});
