import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';

const root = new URL('../', import.meta.url);
const read = (path) => readFileSync(new URL(path.replace(/^\//, ''), root), 'utf8');
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => posix.join(entry.parentPath ?? entry.path, entry.name).slice(root.pathname.length))
  .filter((path) => !path.startsWith('tests/') && !path.startsWith('node_modules/'));
const scripts = files.filter((path) => path.endsWith('.js'));
const index = read('index.html');

function imported(path, found = new Set()) {
  for (const [, target] of read(path).matchAll(/^(?:import|export) .*?from '(\.[^']+)';$/gm)) {
    const file = posix.join(posix.dirname(path), target);
    if (!found.has(file)) {
      found.add(file);
      imported(file, found);
    }
  }
  return found;
}

test('The document preloads exactly the modules that the first view imports, so that none waits for another', () => {
  const preloaded = [...index.matchAll(/rel="modulepreload" href="\/([^"]+)"/g)].map(([, path]) => path);
  assert.deepEqual(preloaded.sort(), [...imported('app.js')].sort());
});

test('Every file that the document or a module names is there, and every file is named', () => {
  const named = new Set([...index.matchAll(/(?:href|src)="\/([^"#]+)"/g)].map(([, path]) => path));
  for (const path of scripts) {
    for (const target of imported(path)) {
      named.add(target);
    }
    for (const [, target] of read(path).matchAll(/import\('(\.[^']+)'\)/g)) {
      named.add(posix.join(posix.dirname(path), target));
    }
  }
  assert.deepEqual([...named].sort(), files.filter((path) => !['index.html', 'package.json'].includes(path)).sort());
});

test('Nothing turns text into markup or code, or sets a style of its own', () => {
  for (const path of scripts) {
    assert.doesNotMatch(read(path), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\('style'|\bstyle: '(?!currency|percent|unit)/, path);
  }
  assert.doesNotMatch(index, /<script(?![^>]* src=)|\son\w+=|\sstyle=/);
});

test('Nothing comes from elsewhere', () => {
  for (const path of [...files]) {
    assert.doesNotMatch(read(path).replaceAll('http://www.w3.org/', '').replaceAll("'http://page'", ''), /https?:\/\//, path);
  }
});

test('Files are small enough to be read at one sitting', () => {
  for (const path of scripts) {
    assert.ok(read(path).split('\n').length <= 151, path);
  }
});
