'use strict';
// A program's own frames: names, places, evaluated code and files with a sourceURL.
const own = (stack) => stack.split('\n').filter((line) => !line.includes('node:')).join('\n').replaceAll(__filename, 'FILE');

class A {
  static make() { return new Error('static'); }
  get got() { return new Error('getter'); }
  #own() { return new Error('private'); }
  call() { return this.#own(); }
}
const object = { f() { return new Error('method'); }, 'a b'() { return new Error('quoted'); } };
object.alias = object.f;
(0, eval)('function named() { return new Error("named"); }\n//# sourceURL=hello.js');
const errors = [
  A.make(), new A().got, new A().call(), object.f(), object.alias(), object['a b'](), [1].map(() => new Error('map'))[0],
  eval('new Error("evaluated")'), eval('eval("new Error(\'twice\')")'), new Function('return new Error("function")')(), named(),
  require('vm').runInThisContext('new Error("script")', { filename: 'my.js' }),
];
for (const { stack } of errors) console.log(own(stack));

Error.prepareStackTrace = (error, sites) => sites;
const asked = ['getTypeName', 'getFunctionName', 'getMethodName', 'getFileName', 'getLineNumber', 'getColumnNumber', 'getEvalOrigin', 'getScriptNameOrSourceURL',
  'getScriptHash', 'getEnclosingLineNumber', 'getEnclosingColumnNumber', 'getPosition', 'getPromiseIndex', 'isToplevel', 'isEval', 'isNative', 'isConstructor',
  'isAsync', 'isPromiseAll', 'getThis', 'getFunction', 'toString'];
for (const error of [A.make(), eval('new Error("evaluated")'), object.alias(), new (class B { error = new Error('field'); })().error]) {
  for (const site of error.stack.slice(0, 2)) console.log(asked.map((name) => `${name} ${own(String(site[name]()))}`).join(', '));
}
Error.prepareStackTrace = undefined;
console.log(own(A.make().stack));
