'use strict';
// The real work of the rows "python:": a page of 1,000 elements, and markdown.
const { createElement } = require('react');
const { renderToString } = require('react-dom/server');
const { marked } = require('marked');

const Person = ({ name, text, link }) =>
  createElement('li', { className: 'person' }, createElement('b', null, name), createElement('span', null, text), createElement('a', { href: link }, 'more'));

const Page = ({ people }) =>
  createElement('main', { id: 'page' }, createElement('h1', null, 'People'), createElement('footer', null, 'end'),
    createElement('ul', null, people.map((person) => createElement(Person, { key: person.link, ...person }))));

exports.page = (people) => renderToString(createElement(Page, { people }));
exports.pageJSON = (people) => exports.page(JSON.parse(people));
exports.markdown = (text) => marked.parse(text);
