'use strict';

// util.getCallSites: the call stack as plain objects.

const { ArrayIsArray, MathFloor } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { getStructuredStack } = require('internal/util/structured_stack');
const { validateBoolean, validateNumber, validateObject } = require('internal/validators');

const kDefaultFrames = 10;
const kMaxFrames = 200;
function describe(site) {
  const column = site.getColumnNumber() ?? 0;
  return {
    __proto__: null,
    functionName: site.getFunctionName() ?? '',
    scriptId: `${site.getScriptHash?.() ?? ''}`,
    scriptName: site.getFileName() ?? '',
    lineNumber: site.getLineNumber() ?? 0,
    columnNumber: column,
    column,
  };
}

// `above` is the function users called.
function getCallSites(frameCount = kDefaultFrames, options = undefined, above = getCallSites) {
  if (options === undefined && typeof frameCount === 'object' && frameCount !== null && !ArrayIsArray(frameCount)) {
    options = frameCount;
    frameCount = kDefaultFrames;
  }
  if (options !== undefined) {
    validateObject(options, 'options');
    if (options.sourceMap !== undefined) validateBoolean(options.sourceMap, 'options.sourceMap');
  }
  if (typeof frameCount !== 'number') throw new ERR_INVALID_ARG_TYPE('frameCount', 'number', frameCount);
  validateNumber(frameCount, 'frameCount', 1, kMaxFrames);
  const frames = getStructuredStack(MathFloor(frameCount), above);
  const sites = [];
  for (let i = 0; i < frames.length; i++) sites[i] = describe(frames[i]);
  return sites;
}

module.exports = { getCallSites };
