'use strict';
// Makes one file of those in `lib`, for Node spends more on each file that it loads than on what stands in it. Nothing else is
// changed: what runs, and what a stack trace shows, is what was written.

const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

/** The texts of the modules that `entry` needs, each behind those that it needs itself. */
function modulesOf(entry) {
  const texts = new Map();
  const add = (name) => {
    const text = readFileSync(join(root, 'lib', name), 'utf8');
    for (const [, needed] of text.matchAll(/require\('\.\/([^']+)'\)/g)) {
      if (!texts.has(`./${needed}`)) {
        add(needed);
      }
    }
    texts.set(`./${name}`, text);
  };
  add(entry);
  return texts;
}

// The parentheses tell the engine that a function runs at once, so that it is compiled once. What needs none of the others
// keeps Node's own `require`, since that is the one by which bundlers and file tracers find the native module.
function wrapped([name, text]) {
  const [parameters, given] = text.includes("require('./") ? ['module, require', '{}, load'] : ['module', '{}'];
  return `(function (${parameters}) {\n${text}bundled['${name}'] = module.exports;\n})(${given});\n`;
}

function bundle() {
  const modules = modulesOf('index.js');
  const dist = join(root, 'dist');
  mkdirSync(dist, { recursive: true });
  const head = 'const bundled = {};\nconst load = (name) => bundled[name] ?? require(name);\n';
  const body = [...modules].map(wrapped).join('');
  // The list of names stands here too: Node looks for it in the text when somebody imports the file.
  const names = /module\.exports = \{([^}]*)\}/.exec(modules.get('./index.js'))[1].match(/^ {2}\w+/gm);
  const list = names.map((name) => name.trim()).join(', ');
  const tail = `const { ${list} } = bundled['./index.js'];\nmodule.exports = { ${list} };\n`;
  writeFileSync(join(dist, 'index.js'), `'use strict';\n// Made of the files in lib.\n${head}${body}${tail}`);
  writeFileSync(join(dist, 'index.mjs'), `export { ${list} } from './index.js';\n`);
}

module.exports = { bundle };
