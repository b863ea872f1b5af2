'use strict';

// Stack traces: what `error.stack` says. The engine compiles CommonJS files under file: URLs; where Node shows a path, so do we.

const { Error, ErrorPrototypeToString, FunctionPrototypeCall, SafeSet, SafeWeakMap, StringPrototypeStartsWith, String,
        ArrayPrototypeFilter } = primordials;

const frames = new SafeWeakMap();  // error -> its first frame
const commonjs = new SafeSet();    // file: URLs that were compiled as CommonJS
let pathOf = (url) => url;

function displayName(name) {
  if (typeof name === 'string' && commonjs.has(name)) return pathOf(name);
  return name;
}

// CallSites are plain objects on one prototype; user code sees a path where the file is CommonJS.
let patched = false;
function patchCallSites(site) {
  patched = true;
  const prototype = primordials.ObjectGetPrototypeOf(site);
  const { getFileName, getScriptNameOrSourceURL, getEvalOrigin } = prototype;
  const define = (name, value) => {
    primordials.ObjectDefineProperty(value, 'name', { __proto__: null, value: name });
    primordials.ObjectDefineProperty(prototype, name, { __proto__: null, value, writable: true, configurable: true });
  };
  define('getFileName', function() { return displayName(FunctionPrototypeCall(getFileName, this)); });
  define('getScriptNameOrSourceURL', function() { return displayName(FunctionPrototypeCall(getScriptNameOrSourceURL, this)); });
  // Strict as our frames are, the engine's own may not be: nobody gets hold of a function or receiver through a frame.
  const hidden = function() { return undefined; };
  define('getThis', hidden);
  define('getFunction', hidden);
  define('getEvalOrigin', function() {
    const origin = FunctionPrototypeCall(getEvalOrigin, this);
    return origin;
  });
}

const isOurs = (name) => typeof name === 'string' && (StringPrototypeStartsWith(name, 'ext:') || StringPrototypeStartsWith(name, 'anode:'));

function location(site) {
  const file = displayName(site.getFileName());
  if (site.isNative()) return 'native';
  let text = '';
  if (!file && site.isEval()) text = `${site.getEvalOrigin()}, `;
  text += file || '<anonymous>';
  const line = site.getLineNumber();
  if (line != null) {
    text += `:${line}`;
    const column = site.getColumnNumber();
    if (column) text += `:${column}`;
  }
  return text;
}

function describeSite(site) {
  const where = location(site);
  const functionName = site.getFunctionName();
  const isTopLevel = site.isToplevel();
  if (site.isAsync() && site.isPromiseAll()) return `async Promise.all (index ${site.getPromiseIndex()})`;
  const prefix = site.isAsync() ? 'async ' : '';
  if (!isTopLevel && !site.isConstructor()) {
    const typeName = site.getTypeName();
    const methodName = site.getMethodName();
    if (functionName) {
      const named = typeName && !StringPrototypeStartsWith(functionName, typeName) ? `${typeName}.${functionName}` : functionName;
      const alias = methodName && !endsWithName(functionName, methodName) ? ` [as ${methodName}]` : '';
      return `${prefix}${named}${alias} (${where})`;
    }
    return `${prefix}${typeName ? `${typeName}.` : ''}${methodName || '<anonymous>'} (${where})`;
  }
  if (site.isConstructor()) return `${prefix}new ${functionName || '<anonymous>'} (${where})`;
  if (functionName) return `${prefix}${functionName} (${where})`;
  return `${prefix}${where}`;
}

function endsWithName(functionName, methodName) {
  return functionName === methodName || primordials.StringPrototypeEndsWith(functionName, `.${methodName}`) ||
    primordials.StringPrototypeEndsWith(functionName, ` ${methodName}`);
}

function header(error) {
  try {
    return ErrorPrototypeToString(error);
  } catch {
    return 'Error';
  }
}

function visible(sites) {
  return ArrayPrototypeFilter(sites, (site) => !isOurs(site.getFileName()));
}

function prepareStackTrace(error, sites) {
  if (!patched && sites.length > 0) patchCallSites(sites[0]);
  const shown = visible(sites);
  if (shown.length > 0 && typeof error === 'object' && error !== null) {
    const site = shown[0];
    frames.set(error, { file: displayName(site.getFileName()), line: site.getLineNumber(), column: site.getColumnNumber() });
  }
  let text = header(error);
  for (let i = 0; i < shown.length; i++) text += `\n    at ${describeSite(shown[i])}`;
  return text;
}

// User code may put its own function on Error; what it is given are the same call sites.
let userPrepare;
function install() {
  const hook = function prepareStackTraceCallback(error, sites) {
    if (!patched && sites.length > 0) patchCallSites(sites[0]);
    if (typeof userPrepare === 'function') return userPrepare(error, visible(sites));
    return prepareStackTrace(error, sites);
  };
  return hook;
}

// The first frame of an error, from the structured stack where it was read, from its text otherwise.
function topFrame(error) {
  if (typeof error !== 'object' || error === null) return undefined;
  const { stack } = error;
  const found = frames.get(error);
  if (found !== undefined) return found;
  if (typeof stack !== 'string') return undefined;
  const match = primordials.RegExpPrototypeExec(/^ {4}at (?:.*? \()?((?:file:\/\/|\/|node:|\[eval\]|\[stdin\]|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/m, stack);
  return match === null ? undefined : { file: match[1], line: +match[2], column: +match[3] };
}

module.exports = {
  prepareStackTrace, install, topFrame,
  markCommonJS: (url) => { commonjs.add(url); },
  set pathOf(convert) { pathOf = convert; },
};
void Error; void String; void userPrepare;
