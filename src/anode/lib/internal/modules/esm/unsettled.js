'use strict';

// The places where modules still await: at the end of the loop, and where require() finds a top-level await.

const { StringPrototypeSplit } = primordials;

// `url:line`, the line and a caret.
function showPlace(url, source, line, column) {
  const text = StringPrototypeSplit(source ?? '', '\n')[line - 1];
  if (text === undefined) return `${url}:${line}`;
  let indent = '';
  for (let i = 1; i < column; i++) indent += text[i - 1] === '\t' ? '\t' : ' ';
  return `${url}:${line}\n${text}\n${indent}^\n\n\n`;
}

// All places at which the graph of a job waits.
function stalledPlaces(job) {
  const engine = require('internal/modules/esm/native');
  if (job === undefined || job.id === 0) return [];
  const { textOf } = require('internal/modules/esm/main_errors');
  const places = engine.stalled(job.id);
  for (let i = 0; i < places.length; i++) {
    const { 0: url, 1: line, 2: column } = places[i];
    places[i] = showPlace(url, url === job.url && job.source !== undefined ? job.source : textOf(url), line, column);
  }
  return places;
}

module.exports = { stalledPlaces };
