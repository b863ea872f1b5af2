'use strict';

// Modules: resolution, loading, TypeScript, vm, WebAssembly, snapshots.
// A message takes as many arguments as it has %s; a function gets the arguments and may put properties on
// the error, its `this`.

const {
  Error,
  JSONStringify,
  RangeError,
  StringPrototypeEndsWith,
  StringPrototypeStartsWith,
  SyntaxError,
  TypeError,
} = primordials;
const { define } = require('internal/errors/define');
const { formatList } = require('internal/errors/describe');
define('ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED', 'Async loader request never settled', Error);
define('ERR_CHILD_PROCESS_IPC_REQUIRED', "Forked processes must have an IPC channel, missing value 'ipc' in %s", Error);
define('ERR_CONSTRUCT_CALL_REQUIRED', 'Class constructor %s cannot be invoked without `new`', TypeError);
define('ERR_DLOPEN_DISABLED', '%s', Error);
define('ERR_DLOPEN_FAILED', '%s', Error);
define('ERR_DUPLICATE_STARTUP_SNAPSHOT_MAIN_FUNCTION', 'Deserialize main function is already configured.', Error);
define('ERR_EVAL_ESM_CANNOT_PRINT', '--print cannot be used with ESM input', Error);
define('ERR_IMPORT_ATTRIBUTE_MISSING', 'Module "%s" needs an import attribute of "%s: %s"', TypeError);
define('ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE', 'Module "%s" is not of type "%s"', TypeError);
define('ERR_INPUT_TYPE_NOT_ALLOWED',
       '--input-type can only be used with string input via --eval, --print, or STDIN',
       Error);
define('ERR_INVALID_TYPESCRIPT_SYNTAX', '%s', SyntaxError);
define('ERR_LOADER_CHAIN_INCOMPLETE',
       '"%s" did not call the next hook in its chain and did not explicitly signal a short circuit. If this ' +
       'is intentional, include `shortCircuit: true` in the hook\'s return.',
       Error);
define('ERR_MODULE_LINK_MISMATCH', '%s', TypeError);
define('ERR_NOT_BUILDING_SNAPSHOT', 'Operation cannot be invoked when not building startup snapshot', Error);
define('ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION',
       'Operation cannot be invoked when not in a single-executable application',
       Error);
define('ERR_NOT_SUPPORTED_IN_SNAPSHOT', '%s is not supported in startup snapshot', Error);
define('ERR_NO_TYPESCRIPT', 'Node.js is not compiled with TypeScript support', Error);
define('ERR_REQUIRE_CYCLE_MODULE', '%s', Error);
define('ERR_SINGLE_EXECUTABLE_APPLICATION_ASSET_NOT_FOUND',
       'Cannot find asset %s for the single executable application',
       Error);
define('ERR_SOURCE_MAP_CORRUPT', "The source map for '%s' does not exist or is corrupt.", Error);
define('ERR_SOURCE_MAP_MISSING_SOURCE', "Cannot find '%s' imported from the source map for '%s'", Error);
define('ERR_TRACE_EVENTS_CATEGORY_REQUIRED', 'At least one category is required', TypeError);
define('ERR_SOURCE_PHASE_NOT_DEFINED', "Source phase import object is not defined for module '%s'", SyntaxError);
define('ERR_UNKNOWN_BUILTIN_MODULE', 'No such built-in module: %s', Error);
define('ERR_UNKNOWN_FILE_EXTENSION', 'Unknown file extension "%s" for %s', TypeError);
define('ERR_UNKNOWN_MODULE_FORMAT', 'Unknown module format: %s for URL %s', RangeError);
define('ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
       'Stripping types is currently unsupported for files under node_modules, for "%s"',
       Error);
define('ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', '%s', SyntaxError);
define('ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING', 'A dynamic import callback was not specified.', TypeError);
define('ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG',
       'A dynamic import callback was invoked without --experimental-vm-modules',
       TypeError);
define('ERR_VM_MODULE_ALREADY_LINKED', 'Module has already been linked', Error);
define('ERR_VM_MODULE_CACHED_DATA_REJECTED', 'cachedData buffer was rejected', Error);
define('ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA',
       'Cached data cannot be created for a module which has been evaluated',
       Error);
define('ERR_VM_MODULE_DIFFERENT_CONTEXT', 'Linked modules must use the same context', Error);
define('ERR_VM_MODULE_NOT_MODULE', 'Provided module is not an instance of Module', Error);
define('ERR_VM_MODULE_STATUS', 'Module status %s', Error);
define('ERR_WASI_ALREADY_STARTED', 'WASI instance has already started', Error);
define('ERR_WEBASSEMBLY_NOT_SUPPORTED',
       'WebAssembly is not supported in this environment, but is required for %s',
       Error);
define('ERR_WEBASSEMBLY_RESPONSE', 'WebAssembly response %s', TypeError);

define('ERR_SRI_PARSE', 'Subresource Integrity string %j had an unexpected %j at position %d', SyntaxError);
define('ERR_IMPORT_ATTRIBUTE_UNSUPPORTED', (name, value, url = undefined) => {
  const where = url === undefined ? '' : ` in ${url}`;
  return `Import attribute "${name}" with value "${value}" is not supported${where}`;
}, TypeError);
define('ERR_INVALID_MODULE_SPECIFIER', (request, reason, base = undefined) =>
  `Invalid module "${request}" ${reason}${base ? ` imported from ${base}` : ''}`, TypeError);
define('ERR_INVALID_PACKAGE_CONFIG', (path, base, message) =>
  `Invalid package config ${path}${base ? ` while importing ${base}` : ''}${message ? `. ${message}` : ''}`, Error);
define('ERR_INVALID_PACKAGE_TARGET', (packagePath, key, target, isImport = false, base = undefined) => {
  const needsDot = typeof target === 'string' && !isImport && target.length > 0 &&
    !StringPrototypeStartsWith(target, './');
  const field = isImport ? 'imports' : 'exports';
  const shown = JSONStringify(target);
  const subject = key === '.' ?
    `Invalid "exports" main target ${shown} defined in the package config ${packagePath}package.json` :
    `Invalid "${field}" target ${shown} defined for '${key}' in the package config ${packagePath}package.json`;
  return subject + (base ? ` imported from ${base}` : '') +
    (needsDot ? '; targets must start with "./"' : '');
}, Error);
define('ERR_MODULE_NOT_FOUND', function(path, base, exactUrl) {
  if (exactUrl) this.url = `${exactUrl}`;
  return `Cannot find ${exactUrl ? 'module' : 'package'} '${path}' imported from ${base}`;
}, Error);
define('ERR_PACKAGE_IMPORT_NOT_DEFINED', (specifier, packagePath, base) =>
  `Package import specifier "${specifier}" is not defined${packagePath ? ` in package ${packagePath}package.json` : ''
  } imported from ${base}`, TypeError);
define('ERR_PACKAGE_PATH_NOT_EXPORTED', (packagePath, subpath, base = undefined) => {
  const from = base ? ` imported from ${base}` : '';
  return subpath === '.' ?
    `No "exports" main defined in ${packagePath}package.json${from}` :
    `Package subpath '${subpath}' is not defined by "exports" in ${packagePath}package.json${from}`;
}, Error);
define('ERR_REQUIRE_ASYNC_MODULE', (filename, parentFilename) => {
  let message = 'require() cannot be used on an ESM graph with top-level await. Use import() instead. ' +
    'To see where the top-level await comes from, use --experimental-print-required-tla.';
  if (parentFilename) message += `\n  From ${parentFilename} `;
  if (filename) message += `\n  Requiring ${filename} `;
  return message;
}, Error);
define('ERR_REQUIRE_ESM', (filename, hasEsmSyntax, parentPath = null, packageJsonPath = null) => {
  const head = `require() of ES Module ${filename}${parentPath ? ` from ${parentPath}` : ''} not supported.`;
  const dynamicImport = 'to a dynamic import() which is available in all CommonJS modules.';
  if (StringPrototypeEndsWith(filename, '.mjs')) {
    return `${head}\nInstead change the require of ${filename} ${dynamicImport}`;
  }
  if (!packageJsonPath) return head;
  const { basename } = require('internal/path/posix');
  const short = basename(filename);
  const name = parentPath && short === basename(parentPath) ? filename : short;
  if (hasEsmSyntax) return `${head}\nInstead change the require of ${name} in ${parentPath} ${dynamicImport}`;
  return `${head}\n${name} is treated as an ES module file as it is a .js file whose nearest parent package.json ` +
    'contains "type": "module" which declares all .js files in that package scope as ES modules.\n' +
    `Instead either rename ${name} to end in .cjs, change the requiring code to use dynamic import() ` +
    'which is available in all CommonJS modules, or change "type": "module" to "type": "commonjs" in ' +
    `${packageJsonPath} to treat all .js files as CommonJS (using .mjs for all ES modules instead).\n`;
}, Error);
define('ERR_REQUIRE_ESM_RACE_CONDITION', (filename, parentFilename, isForAsyncLoaderHookWorker) =>
  `Cannot require() ES Module ${filename} because it is not yet fully loaded.\n` +
  'This may be caused by a race condition if the module is simultaneously dynamically import()-ed ' +
  'via Promise.all().\n' +
  'Try await-ing the import() sequentially in a loop instead.\n' +
  ` (From ${parentFilename ? `${parentFilename} in` : ''} ${
    isForAsyncLoaderHookWorker ? 'loader hook worker' : 'non-loader-hook'} thread)`,
Error);
define('ERR_UNSUPPORTED_DIR_IMPORT', function(path, base, exactUrl) {
  this.url = exactUrl;
  return `Directory import '${path}' is not supported resolving ES modules imported from ${base}`;
}, Error);
define('ERR_UNSUPPORTED_ESM_URL_SCHEME', (url, supported) => {
  let message = `Only URLs with a scheme in: ${formatList(supported)} are supported by the default ESM loader.`;
  if (process.platform === 'win32' && url.protocol.length === 2) {
    message += ' On Windows, absolute paths must be valid file:// URLs.';
  }
  return `${message} Received protocol '${url.protocol}'`;
}, Error);
define('ERR_VM_MODULE_LINK_FAILURE', function(message, cause) {
  this.cause = cause;
  return message;
}, Error);
