'use strict';
Error.prepareStackTrace = (error, sites) => sites;
class Thing {
  method() { return new Error().stack; }
  static make() { return new Thing().method(); }
  get value() { return new Error().stack; }
}
const show = (site) => console.log(site.getTypeName(), site.getFunctionName(), site.getMethodName(), site.getLineNumber(), site.getColumnNumber(), site.isNative(), site.isToplevel(), site.isConstructor(), site.isEval(), site.isAsync(), site.getThis() === undefined, `${site}`.replace(__dirname, 'DIR'));
show(new Thing().method()[0]);
show(Thing.make()[1]);
show(new Thing().value[0]);
show([1].map(() => new Error().stack)[0][1]);
show((function named() { return new Error().stack; })()[0]);
show(new (class Made { constructor() { this.stack = new Error().stack; } })().stack[0]);
