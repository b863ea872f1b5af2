'use strict';

const pug = require('pug');

const source = `
mixin item(name)
  li(class=['item', {last: name === 'b'}])&attributes(attributes)= name
doctype html
html
  head
    title= title
    script.
      if (a < b) c();
  body#main
    if people.length
      ul
        each person, i in people
          +item(person)(data-i=i)
    else
      p nobody
    case n
      when 1: p one
      default: p other
    != raw
    p.
      text with #{title} and #[b inline]
`;
console.log(pug.render(source, { title: 'a <b>', people: ['a', 'b'], n: 1, raw: '<hr>' }));
console.log(pug.compile(source, { pretty: true })({ title: 't', people: [], n: 2, raw: '' }));
console.log(pug.compileClient('p= x', { name: 'own' }).slice(0, 12), pug.render(':cdata\n  x', { filters: { cdata: (text) => `<![${text}]]>` } }));
for (const bad of ['p(', 'div\n  p= missing.x', 'include none.pug']) {
  try {
    pug.render(bad, { filename: 'own.pug' });
  } catch (error) {
    console.log(error.code, error.message.split('\n')[0]);
  }
}
