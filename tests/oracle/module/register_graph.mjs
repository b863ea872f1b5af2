// Hooks see each module of a graph once, although several modules import it and cycles exist.

import { register } from 'node:module';

register(`data:text/javascript,${encodeURIComponent(`
  const sources = {
    'g:root': 'import "g:a"; import { b } from "g:b"; import fs from "node:fs"; export const root = [b, typeof fs.readFile]; export { loads } from "g:loads";',
    'g:a': 'import "g:b"; export const a = 1;',
    'g:b': 'import "g:a"; import "g:root"; export const b = 2;',
  };
  const loads = [];
  export async function resolve(specifier, context, next) {
    return specifier.startsWith('g:') ? { url: specifier, shortCircuit: true } : next(specifier, context);
  }
  export async function load(url, context, next) {
    if (url === 'g:loads') return { format: 'module', shortCircuit: true, source: 'export let loads = 0;' };
    loads.push(url);
    if (url === 'g:told') return { format: 'json', shortCircuit: true, source: JSON.stringify(loads.sort()) };
    return url in sources ? { format: 'module', shortCircuit: true, source: sources[url] } : next(url, context);
  }
`)}`);
console.log((await import('g:root')).root);
await import('g:a');
