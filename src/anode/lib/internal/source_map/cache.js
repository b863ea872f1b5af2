'use strict';

// The source maps of the files that were loaded while they were enabled.

const {
  JSONParse, RegExpPrototypeExec, SafeMap, StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;

const { sourceMapUrl } = require('internal/source_map/magic_comment');

const cache = new SafeMap();  // path or URL -> { url, lineLengths, data }

function note(filename, content) {
  const url = sourceMapUrl(content);
  if (url === undefined) return;
  const lines = StringPrototypeSplit(content, '\n');
  const lineLengths = [];
  for (let i = 0; i < lines.length; i++) lineLengths[i] = lines[i].length;
  cache.set(filename, { url, lineLengths, data: undefined, read: false, map: undefined });
}

function read(filename, entry) {
  try {
    let text;
    if (StringPrototypeStartsWith(entry.url, 'data:')) {
      const comma = StringPrototypeIndexOf(entry.url, ',');
      const head = StringPrototypeSlice(entry.url, 5, comma);
      const body = StringPrototypeSlice(entry.url, comma + 1);
      if (!StringPrototypeStartsWith(head, 'application/json')) return undefined;
      const { Buffer } = require('buffer');
      text = RegExpPrototypeExec(/;base64$/, head) !== null ? Buffer.from(body, 'base64').utf8Slice() : body;
    } else {
      text = require('fs').readFileSync(require('internal/path/posix').resolve(filename, '..', entry.url), 'utf8');
    }
    return absolute(JSONParse(text), filename);
  } catch {
    return undefined;
  }
}

function absolute(data, filename) {
  const { pathToFileURL, URL } = require('internal/url');
  const base = pathToFileURL(filename).href;
  const resolve = (source) => { try { return new URL(source, base).href; } catch { return source; } };
  if (data.sources) for (let i = 0; i < data.sources.length; i++) data.sources[i] = resolve(`${data.sourceRoot ?? ''}${data.sources[i]}`);
  data.sourceRoot = '';
  return data;
}

// The source maps of files, by URL, as coverage has them; undefined where there are none.
function describe(urls) {
  let found;
  for (let i = 0; i < urls.length; i++) {
    if (!StringPrototypeStartsWith(urls[i], 'file:')) continue;
    const name = require('internal/url').fileURLToPath(urls[i]);
    if (!cache.has(name)) {
      let content = '';
      try { content = require('fs').readFileSync(name, 'utf8'); } catch {}  // a file that has gone has no map
      note(name, content);
    }
    const entry = cache.get(name);
    if (!entry) continue;
    const url = StringPrototypeStartsWith(entry.url, 'data:') ? null : entry.url;
    found ??= {};
    found[urls[i]] = { lineLengths: entry.lineLengths, data: read(name, entry) ?? null, url };
  }
  return found;
}

function findSourceMap(name) {
  const isModule = StringPrototypeStartsWith(name, 'file:');
  if (isModule) name = require('internal/url').fileURLToPath(name);
  let entry = cache.get(name);
  if (entry === undefined && isModule && require('internal/source_maps').isEnabled()) {
    // Python loads ES modules, so their text has not been noted yet.
    note(name, binding('process').read_source(name) ?? '');
    entry = cache.get(name);
    if (entry === undefined) cache.set(name, null);
  }
  if (entry === undefined || entry === null) return undefined;
  if (!entry.read) {
    entry.read = true;
    entry.data = read(name, entry);
  }
  if (entry.data === undefined) return undefined;
  const { SourceMap } = require('internal/source_map/source_map');
  return entry.map ??= new SourceMap(entry.data, { lineLengths: entry.lineLengths });
}

module.exports = { describe, findSourceMap, note };
