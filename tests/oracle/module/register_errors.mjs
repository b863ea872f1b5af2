// The loader checks the results of hooks, and its errors name the hook.

import { register } from 'node:module';

register(`data:text/javascript,${encodeURIComponent(`
  export async function resolve(specifier, context, next) {
    switch (specifier) {
      case 'r:null': return null;
      case 'r:nothing': return {};
      case 'r:incomplete': return { url: 'made:x' };
      case 'r:url': return { url: 'no url', shortCircuit: true };
      case 'r:format': return { url: 'made:x', format: 1, shortCircuit: true };
      case 'r:throws': throw new RangeError('resolve');
      case 'r:specifier': return next(1);
      case 'r:context': return next('fs', 1);
    }
    return specifier.startsWith('l:') ? { url: specifier, shortCircuit: true } : next(specifier, context);
  }
  export async function load(url, context, next) {
    switch (url) {
      case 'l:string': return 'text';
      case 'l:incomplete': return { format: 'module', source: '' };
      case 'l:source': return { format: 'module', source: 1, shortCircuit: true };
      case 'l:format': return { format: 'own', source: '', shortCircuit: true };
      case 'l:throws': throw new RangeError('load');
      case 'l:url': return next(1);
      case 'l:syntax': return { format: 'module', source: 'let let', shortCircuit: true };
    }
    return next(url, context);
  }
`)}`);
for (const specifier of [
  'r:null', 'r:nothing', 'r:incomplete', 'r:url', 'r:format', 'r:throws', 'r:specifier', 'r:context', 'l:string', 'l:incomplete', 'l:source', 'l:format', 'l:throws',
  'l:url', 'l:syntax', 'other:scheme',
]) {
  const error = await import(specifier).catch((thrown) => thrown);
  console.log(specifier, error.name, error.code, String(error.message).replace(/data:text\S+/g, 'HOOKS').split(' at l:')[0]);
}
