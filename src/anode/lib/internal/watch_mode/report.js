'use strict';

// In a process that runs under `--watch`: tells the watching process which files it has loaded, by Node's messages.

const { ArrayPrototypeMap, StringPrototypeStartsWith } = primordials;

let watched;

function isWatched() {
  return watched ??= Boolean(process.env.WATCH_REPORT_DEPENDENCIES) && typeof process.send === 'function' &&
    require('internal/worker/this_thread').isMainThread;
}

function tell(message) {
  if (process.connected) process.send(message);
}

function reportRequired(filename) {
  if (isWatched()) tell({ 'watch:require': [filename] });
}

function reportImported(url) {
  if (StringPrototypeStartsWith(url, 'file:') && isWatched()) tell({ 'watch:import': [url] });
}

// The program starts anew when a file of this name, or with one of these endings, is made.
function reportMissing(base, extensions) {
  if (isWatched()) tell({ 'watch:require': [base, ...ArrayPrototypeMap(extensions, (extension) => `${base}${extension}`)] });
}

module.exports = { reportImported, reportMissing, reportRequired };
