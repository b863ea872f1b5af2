'use strict';

// Hooks can supply the text of a CommonJS module; its own require() works as usual.

const { register } = require('node:module');

register(`data:text/javascript,${encodeURIComponent(`
  export async function resolve(specifier, context, next) {
    return specifier === 'own:cjs' ? { url: 'own:cjs', format: 'commonjs', shortCircuit: true } : next(specifier, context);
  }
  export async function load(url, context, next) {
    if (url !== 'own:cjs') return next(url, context);
    return { format: 'commonjs', shortCircuit: true, source: 'exports.a = 1; exports.type = typeof require("fs").readFile; module.exports.self = this === exports;' };
  }
`)}`);
import('own:cjs').then((namespace) => console.log(namespace.default, namespace.a, namespace.type));
