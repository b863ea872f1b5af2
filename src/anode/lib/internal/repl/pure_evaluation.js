'use strict';

// Evaluates expressions that cannot have side effects: literals, names, properties, and operators on primitive values. Nothing else has a
// value here: calls, getters, proxies, assignments.

const {
  ArrayPrototypePush, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectGetPrototypeOf,
} = primordials;

const { parse } = require('internal/repl/parser');
const { compile, run } = require('internal/repl/script');
const { isProxy } = require('internal/util/types');

class NoValue {}
const none = new NoValue();  // thrown where an expression has a part that has no value here

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

// A property's value, found without running any code.
function propertyOf(object, key) {
  if (object === null || object === undefined || isObject(key)) throw none;
  if (typeof object === 'string' && (key === 'length' || object[key] !== undefined && +key >= 0)) return object[key];
  for (let at = isObject(object) ? object : ObjectGetPrototypeOf(object); at !== null; at = ObjectGetPrototypeOf(at)) {
    if (isProxy(at)) throw none;
    const found = ObjectGetOwnPropertyDescriptor(at, key);
    if (found === undefined) continue;
    if ('value' in found) return found.value;
    throw none;
  }
  return undefined;
}

const binary = {
  '__proto__': null,
  '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b, '%': (a, b) => a % b, '**': (a, b) => a ** b,
  '<': (a, b) => a < b, '>': (a, b) => a > b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b,
  '==': (a, b) => a == b, '!=': (a, b) => a != b,  // eslint-disable-line eqeqeq
  '===': (a, b) => a === b, '!==': (a, b) => a !== b,
  '&': (a, b) => a & b, '|': (a, b) => a | b, '^': (a, b) => a ^ b,
  '<<': (a, b) => a << b, '>>': (a, b) => a >> b, '>>>': (a, b) => a >>> b,
};

const unary = { '__proto__': null, '-': (a) => -a, '+': (a) => +a, '!': (a) => !a, '~': (a) => ~a, 'void': () => undefined };

const operators = {
  __proto__: null,
  apply(table, operator, ...values) {
    if (table[operator] === undefined) throw none;
    if (operator !== '===' && operator !== '!==' && operator !== '!') {
      for (let i = 0; i < values.length; i++) if (isObject(values[i])) throw none;
    }
    try {
      return table[operator](...values);
    } catch {
      throw none;  // 1n + 1, a symbol
    }
  },
};

class Evaluation {
  constructor(repl) {
    this.repl = repl;
  }

  nameOf(name) {
    const { context, useGlobal } = this.repl;
    if (name === 'undefined') return undefined;
    for (let object = context; object !== null; object = ObjectGetPrototypeOf(object)) {
      const found = ObjectGetOwnPropertyDescriptor(object, name);
      if (found === undefined) continue;
      if (name !== '_' && name !== '_error' && !('value' in found)) throw none;
      break;
    }
    // A name that is not declared throws.
    try {
      return run(compile(name, 'preview'), useGlobal ? undefined : context, false);
    } catch {
      throw none;
    }
  }

  evaluate(node) {
    switch (node.type) {
      case 'Literal':
        if (node.regex) throw none;
        return node.bigint ? primordials.BigInt(node.bigint) : node.value;
      case 'Identifier': return this.nameOf(node.name);
      case 'ParenthesizedExpression': case 'ChainExpression': return this.evaluate(node.expression);
      case 'MemberExpression': {
        if (node.object.type === 'Super' || node.property.type === 'PrivateIdentifier') throw none;
        const object = this.evaluate(node.object);
        if (node.optional && (object === null || object === undefined)) return undefined;
        return propertyOf(object, node.computed ? this.evaluate(node.property) : node.property.name);
      }
      case 'TemplateLiteral': {
        let text = node.quasis[0].value.cooked;
        for (let i = 0; i < node.expressions.length; i++) {
          const value = this.evaluate(node.expressions[i]);
          if (isObject(value) || typeof value === 'symbol') throw none;
          text += `${value}${node.quasis[i + 1].value.cooked}`;
        }
        return text;
      }
      case 'UnaryExpression':
        if (node.operator === 'typeof') return typeof this.evaluate(node.argument);
        return operators.apply(unary, node.operator, this.evaluate(node.argument));
      case 'BinaryExpression': return operators.apply(binary, node.operator, this.evaluate(node.left), this.evaluate(node.right));
      case 'LogicalExpression': {
        const left = this.evaluate(node.left);
        if (node.operator === '&&') return left && this.evaluate(node.right);
        return node.operator === '||' ? left || this.evaluate(node.right) : left ?? this.evaluate(node.right);
      }
      case 'ConditionalExpression': return this.evaluate(this.evaluate(node.test) ? node.consequent : node.alternate);
      case 'ArrayExpression': {
        const list = [];
        for (let i = 0; i < node.elements.length; i++) {
          if (node.elements[i] === null || node.elements[i].type === 'SpreadElement') throw none;
          ArrayPrototypePush(list, this.evaluate(node.elements[i]));
        }
        return list;
      }
      case 'ObjectExpression': return this.object(node);
      default: throw none;
    }
  }

  object(node) {
    const object = {};
    for (let i = 0; i < node.properties.length; i++) {
      const { type, kind, method, computed, key, value: valueNode } = node.properties[i];
      if (type !== 'Property' || kind !== 'init' || method || computed || key.name === '__proto__' || key.value === '__proto__') throw none;
      const value = this.evaluate(valueNode);
      ObjectDefineProperty(object, key.name ?? key.value, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    }
    return object;
  }
}

// { value } of a text that is one such expression, else undefined.
function evaluateWithoutEffects(repl, text) {
  try {
    const { body } = parse(text);
    if (body.length !== 1 || body[0].type !== 'ExpressionStatement') return undefined;
    return { __proto__: null, value: new Evaluation(repl).evaluate(body[0].expression) };
  } catch {
    return undefined;
  }
}

module.exports = { evaluateWithoutEffects };
