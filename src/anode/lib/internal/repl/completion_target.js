'use strict';

// The expression that a completion is about, and whether asking for its properties would run code of the program.

const {
  ObjectGetOwnPropertyDescriptor, StringPrototypeAt, StringPrototypeEndsWith, StringPrototypeSlice, StringPrototypeSplit,
} = primordials;

const { isProxy } = require('internal/util/types');
const { parseModule, walk } = require('internal/repl/parser');
const { resourceName } = require('internal/repl/resource_name');

// The end of the text that can be completed: `obj.b` of `const a = obj.b`; null where there is nothing.
function findTarget(code) {
  if (!code) return null;
  if (StringPrototypeAt(code, -1) === '.') {
    const chained = StringPrototypeAt(code, -2) === '?';
    const target = findTarget(StringPrototypeSlice(code, 0, chained ? -2 : -1));
    return target ? `${target}${chained ? '?.' : '.'}` : target;
  }
  let ast;
  try {
    ast = parseModule(code);
  } catch {
    const words = StringPrototypeSplit(code, ' ');
    return words.length > 1 ? findTarget(words[words.length - 1]) : null;
  }
  const statement = ast.body[ast.body.length - 1];
  if (!statement || statement.type === 'BlockStatement') return null;
  const within = (node) => findTarget(StringPrototypeSlice(code, node.start, node.end));
  if (statement.type === 'VariableDeclaration') {
    const { init } = statement.declarations[statement.declarations.length - 1];
    return init ? within(init) : null;
  }
  if (statement.type === 'ExpressionStatement') {
    const { expression } = statement;
    if (expression.right) return within(expression.right);
    if (expression.type === 'UnaryExpression' && expression.argument) return within(expression.argument);
    if (expression.type === 'NewExpression' && expression.callee) return within(expression.callee);
  }
  // A target is evaluated, so it must not do anything.
  let isPure = true;
  const refuse = () => { isPure = false; };
  walk().simple(statement, {
    __proto__: null, ForInStatement: refuse, ForOfStatement: refuse, CallExpression: refuse, AssignmentExpression: refuse,
    UpdateExpression: refuse,
  });
  return isPure ? StringPrototypeSlice(code, statement.start, statement.end) : null;
}

// The order counts: the value of a property is read once it is known to have no getter.
const isGetterOrProxy = (object, key) =>
  typeof ObjectGetOwnPropertyDescriptor(object, key)?.get === 'function' || isProxy(object[key]);

class Inspection {
  constructor(server) {
    this.server = server;
  }

  evaluate(code, callback) {
    const { server } = this;
    server.eval(`try { ${code} } catch {}`, server.context, resourceName(), callback);
  }

  // Calls back with whether a part of the member expression is a proxy or comes from a getter, and with the expression's value if not.
  visit(node, text, callback) {
    if (node?.type !== 'MemberExpression') {
      callback(false);
    } else if (node.object.type === 'MemberExpression') {
      this.visit(node.object, StringPrototypeSlice(text, 0, node.object.end), (found, object) => {
        if (found || isProxy(object)) callback(true);
        else this.checkProperty(object, node.property, text, callback);
      });
    } else if (node.object.type === 'Identifier') {
      this.evaluate(node.object.name, (error, object) => {
        if (error) {
          callback(false);
        } else if (isProxy(object)) {
          callback(true);
        } else {
          this.checkProperty(object, node.property, text, (found) => {
            if (found) callback(true);
            else this.evaluate(text, (failure, value) => (failure ? callback(false) : callback(false, value)));
          });
        }
      });
    } else {
      callback(false);
    }
  }

  checkProperty(object, property, text, callback) {
    if (!object || !property) callback(false);
    else if (property.type === 'Literal') callback(isGetterOrProxy(object, property.value));
    else if (property.type === 'Identifier' && StringPrototypeAt(text, property.start - 1) === '.') {
      callback(isGetterOrProxy(object, property.name));
    } else {
      this.evaluate(StringPrototypeSlice(text, property.start, property.end), (error, key) => {
        callback(!error && typeof key === 'string' && isGetterOrProxy(object, key));
      });
    }
  }
}

// Calls back with whether evaluating `target` may run code of the program; undefined where it does not parse.
function runsCode(server, target, callback) {
  const text = StringPrototypeEndsWith(target, '.') ? `${target}x` : target;
  let ast;
  try {
    ast = parseModule(text);
  } catch {
    callback(undefined);
    return;
  }
  new Inspection(server).visit(ast.body[0].expression, text, callback);
}

module.exports = { findTarget, runsCode };
