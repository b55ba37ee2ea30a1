'use strict';
// Builds the native half with cargo and lays it beside the package, `paystate.<platform>.node`, where `lib/native.js` looks
// first, and the JavaScript in `dist`. It needs nothing from npm, so that `npm install ./bindings-node` works from a fresh
// checkout.
//
// With `--keep`, what npm calls before it packs or links: where there is no cargo, a module that is there stays as it is.

const { spawnSync } = require('node:child_process');
const { copyFileSync, existsSync, renameSync } = require('node:fs');
const { join } = require('node:path');

const { bundle } = require('./bundle.js');

const root = join(__dirname, '..');

/** The name of this platform's build, as in `npm/`. */
function buildName() {
  const { platform, arch } = process;
  if (platform === 'linux') {
    const isGnu = process.report.getReport().header.glibcVersionRuntime !== undefined;
    return `linux-${arch}-${isGnu ? 'gnu' : 'musl'}`;
  }
  return platform === 'win32' ? `win32-${arch}-msvc` : `${platform}-${arch}`;
}

function cargo(...parameters) {
  return spawnSync('cargo', parameters, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function build(module) {
  console.error('paystate: building the native module with cargo; the first time this takes a few minutes ...');
  const { status, stdout } = cargo(
    ...['build', '--locked', '--package', 'paystate-node', '--profile', 'dist'],
    ...['--message-format', 'json-render-diagnostics'],
  );
  if (status !== 0) {
    fail('cargo could not build it; see above.');
  }
  const messages = stdout.split('\n').filter((line) => line.startsWith('{'));
  const built = messages.map((line) => JSON.parse(line)).filter((message) => message.target?.name === 'paystate_node');
  const library = built.flatMap((message) => message.filenames ?? []).find((file) => /\.(so|dylib|dll)$/.test(file));
  if (library === undefined) {
    fail('cargo named no library.');
  }
  // A module that is loaded somewhere must not change under it.
  copyFileSync(library, `${module}.new`);
  renameSync(`${module}.new`, module);
  console.error(`paystate: built ${module}`);
}

function fail(why) {
  console.error(`paystate: ${why}`);
  process.exit(1);
}

// npm packs licenses that lie beside the package.
for (const license of ['LICENSE-MIT', 'LICENSE-APACHE']) {
  copyFileSync(join(root, '..', license), join(root, license));
}
bundle();
const module_ = join(root, `paystate.${buildName()}.node`);
if (cargo('--version').status === 0) {
  build(module_);
} else if (process.argv.includes('--keep') && existsSync(module_)) {
  console.error(`paystate: cargo is not here; ${module_} stays as it is`);
} else {
  fail('cargo is not here, and it builds the native module. Install Rust 1.88 or newer with rustup.');
}
