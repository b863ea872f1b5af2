'use strict';
const { MIMEType, MIMEParams } = require('util');
const type = new MIMEType('Text/HTML; Charset=utf-8;q="0.5"; x="a b";bad;=y; q=1');
console.log(type, `${type}`, type.type, type.subtype, type.essence, [...type.params], JSON.stringify({ type }));
type.type = 'application';
type.subtype = 'JSON';
type.params.set('a', 'quoted "text"');
type.params.delete('q');
console.log(`${type}`, type.params.has('a'), type.params.get('nope'), [...type.params.keys()], type.params instanceof MIMEParams);
for (const run of [() => new MIMEType('x'), () => new MIMEType(''), () => new MIMEType('a/'), () => new MIMEType('/b'), () => new MIMEType('a b/c'), () => { type.type = ''; }, () => { type.subtype = 'a b'; }, () => type.params.set('', 'x'), () => type.params.set('a', 'ü€'), () => new MIMEType()]) {
  try {
    console.log(`${run()}`);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
