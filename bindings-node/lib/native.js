'use strict';
// Finds the native half: a file beside the package, as a build in the checkout leaves it, else the package of this
// platform. It refuses to guess: what it cannot load it names, with the real cause.

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

function attempt(path, causes) {
  try {
    return require(path);
  } catch (cause) {
    causes.push({ path, cause });
    return undefined;
  }
}

/** Whether `path` itself is not there: that says nothing more than that another one is to be tried. */
function isAbsent({ path, cause }) {
  return cause.code === 'MODULE_NOT_FOUND' && cause.message.includes(`'${path}'`);
}

function load() {
  const causes = [];
  for (const build of builds()) {
    const native = attempt(`../paystate.${build}.node`, causes) ?? attempt(`paystate-${build}`, causes);
    if (native !== undefined) {
      return native;
    }
  }
  throw explain(causes);
}

function explain(causes) {
  const found = causes.filter((one) => !isAbsent(one));
  const here = `${platform} ${arch}`;
  let message;
  if (found.length > 0) {
    message = `paystate: the native module for ${here} does not load: ${found.map(say).join('; ')}`;
  } else if (causes.length > 0) {
    const names = builds().map((build) => `paystate-${build}`);
    message =
      `paystate: the native module for ${here} is not installed. It is in the package ${names.join(' or ')}, ` +
      'an optional dependency: install without --omit=optional, and on the platform that runs it. ' +
      'In a checkout, `npm run build` makes it.';
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
