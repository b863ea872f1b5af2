'use strict';

// XML as JUnit writes it.

const {
  ArrayPrototypePush, Date, DateNow, DatePrototypeToISOString, NumberPrototypeToFixed, ObjectKeys, String,
  RegExpPrototypeSymbolReplace, StringPrototypeRepeat, StringPrototypeReplaceAll, StringPrototypeTrim, hardenRegExp,
} = primordials;
const { inspectWithNoCustomRetry } = require('internal/errors');

const inspectOptions = { __proto__: null, colors: false, breakLength: Infinity };
const ampersand = hardenRegExp(/&(?!#\d{1,7};)/g);

const escapeText = (text) => StringPrototypeReplaceAll(RegExpPrototypeSymbolReplace(ampersand, text, '&amp;'), '<', '&lt;');
const escapeAttribute = (text) =>
  escapeText(StringPrototypeReplaceAll(StringPrototypeReplaceAll(text, '\n', '&#10;'), '"', '&quot;'));
const escapeComment = (text) => StringPrototypeReplaceAll(text, '--', '&#45;&#45;');

function toXml(node) {
  if (typeof node === 'string') return `${escapeText(node)}\n`;
  const { tag, attributes, nesting, children, comment } = node;
  const indent = StringPrototypeRepeat('\t', nesting + 1);
  if (comment) return `${indent}<!-- ${escapeComment(comment)} -->\n`;
  let opening = tag;
  const names = ObjectKeys(attributes);
  for (let i = 0; i < names.length; i++) opening += ` ${names[i]}="${escapeAttribute(String(attributes[names[i]]))}"`;
  if (children.length === 0) return `${indent}<${opening}/>\n`;
  let inner = '';
  for (let i = 0; i < children.length; i++) inner += toXml(children[i]);
  return `${indent}<${opening}>\n${inner}${indent}</${tag}>\n`;
}

function countOf(nodes, wanted) {
  let count = 0;
  for (let i = 0; i < nodes.length; i++) if (wanted(nodes[i])) count++;
  return count;
}

const hasChild = (node, tag) => countOf(node.children ?? [], (child) => child.tag === tag) > 0;
const isFailure = (node) => hasChild(node, 'failure') || node.attributes?.failures;
const isSkipped = (node) => hasChild(node, 'skipped') || node.attributes?.skipped;

const element = (nesting, tag, attributes, children = []) => ({ __proto__: null, nesting, tag, attributes, children });

function fillSuite(node, tests, { details }) {
  node.tag = 'testsuite';
  const { attributes, children } = node;
  attributes.disabled = 0;
  attributes.errors = 0;
  attributes.tests = tests;
  attributes.failures = countOf(children, isFailure);
  attributes.skipped = countOf(children, isSkipped);
  attributes.timestamp = DatePrototypeToISOString(new Date(DateNow() - details.duration_ms));
  attributes.hostname = require('os').hostname();
}

function fillCase(node, type, { classname, file, skip, todo, details, nesting }) {
  node.tag = 'testcase';
  const { attributes, children } = node;
  attributes.classname = classname ?? 'test';
  if (file) attributes.file = file;
  if (skip) ArrayPrototypePush(children, element(nesting + 1, 'skipped', { __proto__: null, type: 'skipped', message: skip }));
  if (todo) ArrayPrototypePush(children, element(nesting + 1, 'skipped', { __proto__: null, type: 'todo', message: todo }));
  if (type !== 'test:fail') return;
  const error = details?.error;
  const about = { __proto__: null, type: error?.failureType || error?.code, message: StringPrototypeTrim(error?.message ?? '') };
  ArrayPrototypePush(children, element(nesting + 1, 'failure', about, [inspectWithNoCustomRetry(error, inspectOptions)]));
  attributes.failure = error?.message ?? '';
}

module.exports = async function* junitReporter(source) {
  yield '<?xml version="1.0" encoding="utf-8"?>\n';
  yield '<testsuites>\n';
  const roots = [];
  let open = null;
  const begin = ({ name, nesting }) => {
    const node = element(nesting, undefined, { __proto__: null, name });
    node.outer = open;
    ArrayPrototypePush(open === null ? roots : open.children, node);
    open = node;
  };
  for await (const { type, data } of source) {
    if (type === 'test:start') {
      begin(data);
    } else if (type === 'test:pass' || type === 'test:fail') {
      if (open === null) begin({ __proto__: null, name: 'root', nesting: 0 });
      if (open.attributes.name !== data.name || open.nesting !== data.nesting) begin(data);
      const node = open;
      open = node.outer;
      node.attributes.time = NumberPrototypeToFixed(data.details.duration_ms / 1000, 6);
      const tests = countOf(node.children, (child) => child.comment === undefined);
      if (tests > 0) fillSuite(node, tests, data);
      else fillCase(node, type, data);
    } else if (type === 'test:diagnostic') {
      ArrayPrototypePush(open?.children ?? roots, { __proto__: null, nesting: data.nesting, comment: data.message });
    }
  }
  for (let i = 0; i < roots.length; i++) yield toXml(roots[i]);
  yield '</testsuites>\n';
};
