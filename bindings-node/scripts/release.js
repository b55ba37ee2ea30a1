'use strict';
// Lays out what is published, after `npm run build`: `release.js FOLDER [MODULES]`. FOLDER gets the main package and one for
// each platform whose module, `paystate.<platform>.node`, lies in MODULES (else beside the package), each ready for `npm
// publish`. The main one depends on the others optionally, so that npm brings the one that fits. In the checkout it does
// not: npm would ask for packages that are not published yet.

const { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = join(__dirname, '..');
const readManifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Makes the folder of a package, with its manifest and the licenses. */
function begin(folder, manifest) {
  const to = join(folder, manifest.name);
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const license of ['LICENSE-MIT', 'LICENSE-APACHE']) {
    copyFileSync(join(root, '..', license), join(to, license));
  }
  return to;
}

function layPlatform(folder, modules, build) {
  const manifest = readManifest(join(root, 'npm', build));
  const to = begin(folder, manifest);
  copyFileSync(join(modules, manifest.main), join(to, manifest.main));
  const [name, home] = [manifest.name, readManifest(root).homepage];
  const text = `The native half of [paystate](${home}) for ${build}. Install \`paystate\`, which brings it.`;
  writeFileSync(join(to, 'README.md'), `# ${name}\n\n${text}\n`);
}

function layMain(folder, builds) {
  // What builds the package in a checkout is not part of it.
  const { scripts: _, ...manifest } = readManifest(root);
  manifest.files = manifest.files.filter((name) => !name.endsWith('.node'));
  manifest.optionalDependencies = Object.fromEntries(builds.map((build) => [`paystate-${build}`, manifest.version]));
  const to = begin(folder, manifest);
  for (const name of [...manifest.files.filter((name) => !name.startsWith('LICENSE')), 'README.md']) {
    cpSync(join(root, name), join(to, name), { recursive: true });
  }
}

const [folder, modules = root] = process.argv.slice(2);
const hasModule = (build) => existsSync(join(resolve(modules), `paystate.${build}.node`));
const builds = readdirSync(join(root, 'npm')).filter(hasModule);
if (folder === undefined || builds.length === 0) {
  console.error('usage: release.js FOLDER [MODULES], with a paystate.<platform>.node in MODULES');
  process.exit(1);
}
for (const build of builds) {
  layPlatform(folder, modules, build);
}
layMain(folder, builds);
console.error(`paystate: ${folder} has the main package, and that of ${builds.join(', ')}`);
