'use strict';

// Detects an ES module by its syntax, after it has failed to compile as CommonJS.

const { ArrayPrototypeSome, SyntaxError, StringPrototypeIncludes } = primordials;

const signs = [
  'Cannot use import statement outside a module', "Unexpected token 'export'", "Cannot use 'import.meta' outside a module",
];
const awaitSigns = [
  'await is only valid in async functions and the top level bodies of modules', 'missing ) after argument list', 'Unexpected reserved word',
];
const redeclared = ['Identifier \'__filename\' has already been declared', 'Identifier \'__dirname\' has already been declared',
                    "Identifier 'module' has already been declared", "Identifier 'exports' has already been declared",
                    "Identifier 'require' has already been declared"];

const isOne = (list, message) => ArrayPrototypeSome(list, (sign) => StringPrototypeIncludes(message, sign));

// Top-level await is valid in an async function's body, and not in a CommonJS file.
function compilesAsAsync(source) {
  try {
    require('internal/engine').compileFunction(`return (async function() {${source}\n})`, 'file:///detect', []);
    return true;
  } catch {
    return false;
  }
}

function isModuleSyntaxError(error, source) {
  const { getOptionValue } = require('internal/options');
  return getOptionValue('--experimental-detect-module') !== false && isModules(error, source);
}

function isModules(error, source) {
  if (!(error instanceof SyntaxError)) return false;
  const { message } = error;
  if (isOne(signs, message)) return true;
  return (isOne(awaitSigns, message) || isOne(redeclared, message)) && compilesAsAsync(source);
}

// Warns of a CommonJS file that imports or exports, and so cannot be one.
function warnOfModule(error, source, filename) {
  if (!isModules(error, source)) return;
  require('internal/process/warning').emitWarningSync(
    `Failed to load the ES module: ${filename}. ` +
    'Make sure to set "type": "module" in the nearest package.json file or use the .mjs extension.');
}

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];

// Whether a text of unknown format is an ES module. A text that is valid as CommonJS is CommonJS.
function looksLikeModule(source, url) {
  try {
    require('internal/engine').compileFunction(source[0] === '#' ? `//${source}` : source, url, PARAMETERS);
    return false;
  } catch (error) {
    return isModuleSyntaxError(error, source);
  }
}

module.exports = { isModuleSyntaxError, looksLikeModule, warnOfModule };
