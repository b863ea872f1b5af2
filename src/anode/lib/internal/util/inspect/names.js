'use strict';

// The kind of an object in words: the constructor that made it, its tag, classes and functions.

const {
  FunctionPrototypeSymbolHasInstance,
  FunctionPrototypeToString,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetOwnPropertyNames,
  ObjectGetPrototypeOf,
  ObjectPrototypeHasOwnProperty,
  ReflectOwnKeys,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeSet,
  String,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  hardenRegExp,
} = primordials;
const { getConstructorName: engineConstructorName } = require('internal/engine');
const { isAsyncFunction, isGeneratorFunction } = require('internal/util/types');
const { kObjectType } = require('internal/util/inspect/layout');
const recursion = require('internal/util/inspect/recursion');

const builtInObjects = new SafeSet();
{
  const names = ObjectGetOwnPropertyNames(globalThis);
  for (let i = 0; i < names.length; i++) {
    if (RegExpPrototypeExec(/^[A-Z][a-zA-Z0-9]+$/, names[i]) !== null) builtInObjects.add(names[i]);
  }
}

// `instanceof` may run a user's code.
function isInstanceof(object, constructor) {
  try {
    return FunctionPrototypeSymbolHasInstance(constructor, object) || object instanceof constructor;
  } catch {
    return false;
  }
}

// null when the object has no prototype; `Class <Prototype>` when no constructor on the prototype chain fits.
function getConstructorName(object, ctx, recurseTimes, protoProps) {
  let firstProto;
  const original = object;
  while (object) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '' &&
        isInstanceof(original, descriptor.value)) {
      if (protoProps !== undefined && (firstProto !== object || !builtInObjects.has(descriptor.value.name))) {
        addPrototypeProperties(ctx, original, firstProto || original, recurseTimes, protoProps);
      }
      return String(descriptor.value.name);
    }
    object = ObjectGetPrototypeOf(object);
    if (firstProto === undefined) firstProto = object;
  }
  if (firstProto === null) return null;

  const name = engineConstructorName(original);
  if (recurseTimes > ctx.depth && ctx.depth !== null) return `${name} <Complex prototype>`;
  const protoName = getConstructorName(firstProto, ctx, recurseTimes + 1, protoProps);
  if (protoName === null) {
    const { inspect } = require('internal/util/inspect');
    return `${name} <${inspect(firstProto, { ...ctx, customInspect: false, depth: -1 })}>`;
  }
  return `${name} <${protoName}>`;
}

// With showHidden, the properties of up to three prototypes that are not built-in.
function addPrototypeProperties(ctx, main, object, recurseTimes, output) {
  let depth = 0;
  let keys;
  let seen;
  do {
    if (depth !== 0 || main === object) {
      object = ObjectGetPrototypeOf(object);
      if (object === null) break;
      const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
      if (descriptor !== undefined && typeof descriptor.value === 'function' &&
          builtInObjects.has(descriptor.value.name)) {
        break;
      }
    }
    if (depth === 0) {
      seen = new SafeSet();
    } else {
      for (let i = 0; i < keys.length; i++) seen.add(keys[i]);
    }
    keys = ReflectOwnKeys(object);
    ctx.seen[ctx.seen.length] = main;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === 'constructor' || ObjectPrototypeHasOwnProperty(main, key) || (depth !== 0 && seen.has(key))) continue;
      const descriptor = ObjectGetOwnPropertyDescriptor(object, key);
      if (typeof descriptor.value === 'function') continue;
      const text = recursion.formatProperty(ctx, object, recurseTimes, key, kObjectType, descriptor, main);
      // Dimmed: they are not the object's own.
      output[output.length] = ctx.colors ? `\u001b[2m${text}\u001b[22m` : text;
    }
    ctx.seen.length--;
  } while (++depth !== 3);
}

// `Foo(2) [Tag] `, the words before an opening brace.
function getPrefix(constructor, tag, fallback, size = '') {
  if (constructor === null) {
    const shownTag = tag !== '' && fallback !== tag ? `[${tag}] ` : '';
    return `[${fallback}${size}: null prototype] ${shownTag}`;
  }
  return `${constructor}${size} ${tag !== '' && constructor !== tag ? `[${tag}] ` : ''}`;
}

const comments = hardenRegExp(/(\/\/.*?\n)|(\/\*(.|\n)*?\*\/)/g);
const classHead = /^(\s+[^(]*?)\s*{/;

// A method may be called `class` and begin like a class in its source: the text after the word decides.
function isClassSource(source) {
  if (!StringPrototypeStartsWith(source, 'class') || !StringPrototypeEndsWith(source, '}')) return false;
  const body = StringPrototypeSlice(source, 5, -1);
  const brace = StringPrototypeIndexOf(body, '{');
  if (brace === -1) return false;
  return !StringPrototypeIncludes(StringPrototypeSlice(body, 0, brace), '(') ||
    RegExpPrototypeExec(classHead, RegExpPrototypeSymbolReplace(comments, body, '')) !== null;
}

function describeClass(value, constructor, tag) {
  const name = (ObjectPrototypeHasOwnProperty(value, 'name') && value.name) || '(anonymous)';
  let base = `class ${name}`;
  if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  if (constructor !== null) {
    const superName = ObjectGetPrototypeOf(value).name;
    if (superName) base += ` extends ${superName}`;
  } else {
    base += ' extends [null prototype]';
  }
  return `[${base}]`;
}

function describeFunction(ctx, value, constructor, tag) {
  if (isClassSource(FunctionPrototypeToString(value))) return describeClass(value, constructor, tag);
  let type = 'Function';
  if (isGeneratorFunction(value)) type = `Generator${type}`;
  if (isAsyncFunction(value)) type = `Async${type}`;
  let base = `[${type}`;
  if (constructor === null) base += ' (null prototype)';
  if (value.name === '') {
    base += ' (anonymous)';
  } else {
    base += `: ${typeof value.name === 'string' ? value.name : recursion.formatValue(ctx, value.name)}`;
  }
  base += ']';
  if (constructor !== type && constructor !== null) base += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  return base;
}

module.exports = { builtInObjects, describeFunction, getConstructorName, getPrefix };
