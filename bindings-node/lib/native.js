'use strict';
// Finds the native half: a file beside the package, as a build in the checkout leaves it, else the package of this
// platform. It refuses to guess: what it cannot load it names, with the real cause.
//
// Every path stands in a `require` of its own, in a `try`: bundlers and file tracers find a module only so, and take no
// offense at one that is not installed only there.

const { platform, arch } = process;

/** The builds that can run here, in the order in which they are tried. Of two C libraries only one loads. */
function builds() {
  const builds = {
    linux: [`linux-${arch}-gnu`, `linux-${arch}-musl`],
    darwin: [`darwin-${arch}`],
    win32: [`win32-${arch}-msvc`],
  };
  return builds[platform] ?? [];
}

function fileOf(build, causes) {
  try {
    switch (build) {
      case 'linux-x64-gnu':
        return require('../paystate.linux-x64-gnu.node');
      case 'linux-x64-musl':
        return require('../paystate.linux-x64-musl.node');
      case 'linux-arm64-gnu':
        return require('../paystate.linux-arm64-gnu.node');
      case 'linux-arm64-musl':
        return require('../paystate.linux-arm64-musl.node');
      case 'darwin-x64':
        return require('../paystate.darwin-x64.node');
      case 'darwin-arm64':
        return require('../paystate.darwin-arm64.node');
      case 'win32-x64-msvc':
        return require('../paystate.win32-x64-msvc.node');
      case 'win32-arm64-msvc':
        return require('../paystate.win32-arm64-msvc.node');
    }
  } catch (cause) {
    causes.push({ path: `../paystate.${build}.node`, cause });
  }
}

function packageOf(build, causes) {
  try {
    switch (build) {
      case 'linux-x64-gnu':
        return require('paystate-linux-x64-gnu');
      case 'linux-x64-musl':
        return require('paystate-linux-x64-musl');
      case 'linux-arm64-gnu':
        return require('paystate-linux-arm64-gnu');
      case 'linux-arm64-musl':
        return require('paystate-linux-arm64-musl');
      case 'darwin-x64':
        return require('paystate-darwin-x64');
      case 'darwin-arm64':
        return require('paystate-darwin-arm64');
      case 'win32-x64-msvc':
        return require('paystate-win32-x64-msvc');
      case 'win32-arm64-msvc':
        return require('paystate-win32-arm64-msvc');
    }
  } catch (cause) {
    causes.push({ path: `paystate-${build}`, cause });
  }
}

/** Whether `path` itself is not there: that says nothing more than that another one is to be tried. */
function isAbsent({ path, cause }) {
  return cause.code === 'MODULE_NOT_FOUND' && cause.message.includes(`'${path}'`);
}

function load() {
  const causes = [];
  for (const build of builds()) {
    const native = fileOf(build, causes) ?? packageOf(build, causes);
    if (native !== undefined) {
      return native;
    }
  }
  throw explain(causes);
}

const BUNDLED = 'Where a bundler took paystate along, mark the package `paystate` as external.';

function explain(causes) {
  const found = causes.filter((one) => !isAbsent(one));
  const here = `${platform} ${arch}`;
  let message;
  if (found.length > 0) {
    message = `paystate: the native module for ${here} does not load: ${found.map(say).join('; ')}`;
    // What Node itself says has a code; a bundler's word for `require` has none.
    if (found.some(({ cause }) => cause.code === undefined)) {
      message += `. ${BUNDLED}`;
    }
  } else if (causes.length > 0) {
    const names = builds().map((build) => `paystate-${build}`);
    message =
      `paystate: the native module for ${here} is not installed. It is in the package ${names.join(' or ')}, ` +
      'an optional dependency: install without --omit=optional, and on the platform that runs it. ' +
      `In a checkout, \`npm run build\` makes it. ${BUNDLED}`;
  } else {
    message = `paystate: there is no native module for ${here}.`;
  }
  const error = new Error(message, { cause: found[0]?.cause });
  error.code = 'ERR_PAYSTATE_NATIVE';
  return error;
}

function say({ path, cause }) {
  return `${path.replace('../', '')}: ${cause.message}`;
}

module.exports = load();
