'use strict';

const Handlebars = require('handlebars');

Handlebars.registerHelper('loud', (text) => text.toUpperCase());
Handlebars.registerHelper('wrap', function(options) { return new Handlebars.SafeString(`<b>${options.fn(this)}</b>`); });
Handlebars.registerPartial('row', '<li>{{@index}} {{name}}{{#unless @last}},{{/unless}}</li>');
const template = Handlebars.compile('<h1>{{loud title}}</h1>{{#if people}}<ul>{{#each people}}{{> row}}{{/each}}</ul>{{else}}nobody{{/if}}{{#wrap}}{{title}}{{/wrap}}{{{raw}}}{{lookup map "k"}}{{#with deep}}{{inner.x}}{{/with}}');
console.log(template({ title: 'a < b', people: [{ name: 'Ann' }, { name: "O'Neil" }], raw: '<i>', map: { k: 'v' }, deep: { inner: { x: 1 } } }));
console.log(template({ title: 't', people: [] }));
console.log(Handlebars.precompile('{{a}}').length > 100, Handlebars.parse('{{a.b}}').body[0].path.parts, Handlebars.escapeExpression('<">'));
for (const [source, options] of [['{{#if a}}', {}], ['{{missing.helper 1}}', {}], ['{{a.b}}', { strict: true }]]) {
  try {
    Handlebars.compile(source, options)({});
  } catch (error) {
    console.log(error.message);
  }
}
