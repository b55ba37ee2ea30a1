// What the types say: every exported name and every member of it has a doc comment, and every example there compiles and
// runs. `docs.mjs FOLDER`: the examples are laid out there.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SyntaxKind } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

import * as all from './given.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const here = import.meta.dirname;
const files = ['index.d.ts', 'types/generated.d.ts'].map((name) => join(root, 'bindings-node', name));
const folder = resolve(process.argv[2]);

const DECLARATIONS = [
  SyntaxKind.ClassDeclaration,
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.InterfaceDeclaration,
  SyntaxKind.TypeAliasDeclaration,
  SyntaxKind.VariableStatement,
];
const MEMBERS = [
  SyntaxKind.MethodDeclaration,
  SyntaxKind.MethodSignature,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.PropertySignature,
];

/** Every declaration and member in a file that has no doc comment, as `file:line text`. */
function undocumented(source) {
  const found = [];
  let seen = 0;
  const visit = (node) => {
    if (DECLARATIONS.includes(node.kind) || MEMBERS.includes(node.kind)) {
      seen++;
      if (!node.jsDoc?.length) {
        const start = node.getStart(source);
        const line = source.text.slice(0, start).split('\n').length;
        found.push(`${relative(root, source.fileName)}:${line} ${source.text.slice(start, node.end).split('\n')[0]}`);
      }
    }
    node.forEachChild(visit);
  };
  source.forEachChild(visit);
  if (seen < 50) throw new Error(`only ${seen} declarations were seen in ${source.fileName}`);
  return found;
}

/** What stands between the fences of the examples, without the comment around it. */
function examples(text) {
  const fenced = /^ *\* ```ts\n(.*?)^ *\* ```$/gms;
  return [...text.matchAll(fenced)].map(([, code]) => code.replaceAll(/^ *\* ?/gm, ''));
}

/** An example as a module, behind what it may take for granted. What a line says that it gives, it must give. */
function moduleOf(code) {
  const told = /^( *)(?!const )([^;\n]+); \/\/ ('[^']*'|\d+|true|false|\[.*\])/gm;
  const given = `import { ${Object.keys(all).join(', ')} } from './given.mjs';\n`;
  return `${given}\nasync function example() {\n${code.replaceAll(told, '$1same($2, $3); //')}}\nawait example();\n`;
}

/** Lays out the examples, and a module that runs them all. */
function layOut(codes) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(here, '../node_modules'), join(folder, 'node_modules'));
  const { compilerOptions } = JSON.parse(readFileSync(join(here, 'web/tsconfig.json'), 'utf8'));
  const options = { ...compilerOptions, allowJs: true, checkJs: true };
  const config = { extends: join(here, 'tsconfig.json'), compilerOptions: options, include: ['*.mjs'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const names = codes.map((_, n) => `./example-${n}.mjs`);
  for (const [n, name] of names.entries()) writeFileSync(join(folder, name), moduleOf(codes[n]));
  copyFileSync(join(here, 'given.mjs'), join(folder, 'given.mjs'));
  writeFileSync(join(folder, 'all.mjs'), names.map((name) => `import '${name}';\n`).join(''));
}

/** Runs a program, and ends with it where it fails. */
function run(...command) {
  const { status } = spawnSync(command[0], command.slice(1), { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

const api = new API({ cwd: here });
const [project] = api.updateSnapshot({ openProjects: [join(here, 'tsconfig.json')] }).getProjects();
const missing = files.flatMap((file) => undocumented(project.program.getSourceFile(file)));
api.close();
if (missing.length > 0) {
  console.error(`Without a doc comment:\n${missing.join('\n')}`);
  process.exit(1);
}

const codes = examples(readFileSync(files[0], 'utf8'));
layOut(codes);
run(join(here, '../node_modules/.bin/tsc'), '--project', folder);
run(process.execPath, '--input-type=module', '--eval', `console.log = () => {}; await import('${folder}/all.mjs')`);
console.log(`${codes.length} examples compile and run`);
