'use strict';

const React = require('react');
const { renderToString, renderToStaticMarkup, renderToPipeableStream } = require('react-dom/server');

const { createElement: h, useState, useMemo, useContext, createContext, Suspense, lazy, memo, forwardRef, useId } = React;
const Theme = createContext('light');
const Item = memo(({ text }) => h('li', { className: `item ${useContext(Theme)}`, style: { color: 'red', marginTop: 4 } }, text));
const Input = forwardRef((props, ref) => h('input', { ref, defaultValue: 'a"b', disabled: true, id: useId() }));
function App({ names }) {
  const [count] = useState(() => names.length);
  const sorted = useMemo(() => [...names].sort(), [names]);
  return h(Theme.Provider, { value: 'dark' }, h('h1', null, 'Hello <', count, '>'), h('ul', null, sorted.map((name) => h(Item, { key: name, text: name }))), h(Input));
}
console.log(renderToString(h(App, { names: ['b', 'a', 'c & d'] })));
console.log(renderToStaticMarkup(h(App, { names: [] })));

const Later = lazy(() => new Promise((resolve) => setTimeout(() => resolve({ default: () => h('p', null, 'loaded') }), 10)));
const { pipe } = renderToPipeableStream(h('main', null, h(Suspense, { fallback: 'waiting' }, h(Later))), {
  onAllReady() {
    const { PassThrough } = require('stream');
    const out = new PassThrough();
    let html = '';
    out.on('data', (chunk) => { html += chunk; });
    out.on('end', () => {
      console.log(html);
      broken();
    });
    pipe(out);
  },
});

function broken() {
  try {
    renderToString(h(() => { throw new RangeError('in a component'); }));
  } catch (error) {
    console.log(error.name, error.message);
  }
  try {
    renderToString(h('div', null, { not: 'a child' }));
  } catch (error) {
    console.log(error.message.split('\n')[0]);
  }
}
