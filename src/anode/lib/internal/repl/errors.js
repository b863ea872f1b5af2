'use strict';

// What a REPL prints for an error that nothing has caught.

const {
  ArrayPrototypeFilter, ArrayPrototypeFindIndex, ArrayPrototypeFindLastIndex, ArrayPrototypeJoin, ArrayPrototypeMap, ArrayPrototypeSlice,
  JSONStringify, RegExpPrototypeExec, RegExpPrototypeSymbolReplace, RegExpPrototypeSymbolSplit, StringPrototypeEndsWith,
  StringPrototypeIncludes, StringPrototypeSlice,
} = primordials;

const { isError } = require('internal/errors/is_error');
const { parseModule } = require('internal/repl/parser');
const { REPL_MODE_STRICT } = require('internal/repl/modes');
const { filterFrames } = require('internal/process/stacks');

const IMPORT_OUTSIDE = 'Cannot use import statement outside a module';

// `await import('x')` for `import … from 'x'`.
function toDynamicImport(line) {
  let text = '';
  const { body } = parseModule(line);
  for (let i = 0; i < body.length; i++) {
    const { type, source, specifiers } = body[i];
    if (type !== 'ImportDeclaration') continue;
    const imported = `await import(${JSONStringify(source.value)});`;
    if (specifiers.length === 0) {
      text += imported;
    } else if (specifiers.length === 1 && specifiers[0].type === 'ImportNamespaceSpecifier') {
      text += `const ${specifiers[0].local.name} = ${imported}`;
    } else {
      const names = ArrayPrototypeMap(specifiers, (specifier) => {
        const { local: { name } } = specifier;
        const from = specifier.imported?.name;
        return name === from ? name : `${from ?? 'default'}: ${name}`;
      });
      text += `const { ${ArrayPrototypeJoin(names, ', ')} } = ${imported}`;
    }
  }
  return text;
}

const isRunner = (frame) => frame.getFileName() === 'node:internal/repl/script';

// The frames of the program: those above the script's own, which has no name. Below it come the REPL's.
function framesOf(frames) {
  frames = ArrayPrototypeFilter(frames, (frame) => frame.getFileName() !== 'node:internal/vm/native');
  const runner = ArrayPrototypeFindIndex(frames, isRunner);
  const own = runner === -1 ? frames : ArrayPrototypeSlice(frames, 0, runner);
  const script = ArrayPrototypeFindLastIndex(own, (frame) => frame.getFunctionName() === null);
  return script === -1 ? ArrayPrototypeSlice(frames, 0, -1) : ArrayPrototypeSlice(frames, 0, script);
}

function shortenStack(server, error) {
  filterFrames(error, framesOf);
  // The stack is made now, where nothing has read it before.
  if (!isError(error) || !error.stack) return;
  if (error.name === 'SyntaxError') {
    const withoutName = RegExpPrototypeSymbolReplace(/^REPL\d+:\d+\r?\n/, error.stack, '');
    error.stack = RegExpPrototypeSymbolReplace(/^\s+at\s.*\n?/gm, withoutName, '');
    if (StringPrototypeIncludes(error.message, IMPORT_OUTSIDE)) {
      const { lines } = server;
      error.message = 'Cannot use import statement inside the Node.js REPL, alternatively use dynamic import: ' +
        toDynamicImport(lines[lines.length - 1]);
      error.stack = RegExpPrototypeSymbolReplace(/SyntaxError:.*\n/, error.stack, `SyntaxError: ${error.message}\n`);
    }
  } else if (server.replMode === REPL_MODE_STRICT) {
    // The directive in front of the text is a line of its own.
    error.stack = RegExpPrototypeSymbolReplace(/(\s+at\s+REPL\d+:)(\d+)/, error.stack, (_, place, line) => place + (line - 1));
  }
}

// The value as the REPL's writer shows it.
function describe(server, error) {
  if (typeof error !== 'object' || error === null) return server.writer(error);
  shortenStack(server, error);
  if (error.domainThrown) {
    delete error.domain;
    delete error.domainThrown;
  }
  const text = server.writer(error);
  if (!isError(error)) return text;
  return text[0] === '[' && text[text.length - 1] === ']' ? StringPrototypeSlice(text, 1, -1) : text;
}

// Puts `Uncaught` before the line that names the error, or before the whole text.
function withUncaught(text, breakLength) {
  const lines = RegExpPrototypeSymbolSplit(/(?<=\n)/, text);
  let shown = '';
  let isNamed = false;
  for (let i = 0; i < lines.length; i++) {
    if (!isNamed && RegExpPrototypeExec(/^\[?([A-Z][a-z0-9_]*)*Error/, lines[i]) !== null) {
      isNamed = true;
      shown += breakLength >= lines[i].length ? 'Uncaught ' : 'Uncaught:\n';
    }
    shown += lines[i];
  }
  if (!isNamed) shown = `Uncaught${lines.length === 1 ? ' ' : ':\n'}${shown}`;
  return StringPrototypeEndsWith(shown, '\n') ? shown : `${shown}\n`;
}

function reportError(server, error, isStandalone, breakLength) {
  const text = describe(server, error);
  if (!server.underscoreErrAssigned) server.lastError = error;
  const goOn = () => {
    server.clearBufferedCommand();
    server.lines.level = [];
    if (!server.closed) server.displayPrompt();
  };
  if (isStandalone && process.listenerCount('uncaughtException') !== 0) {
    process.nextTick(() => {
      process.emit('uncaughtException', error);
      goOn();
    });
    return;
  }
  server.output.write(withUncaught(text, breakLength));
  goOn();
}

module.exports = { reportError };
