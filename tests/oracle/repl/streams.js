'use strict';

// A REPL between two streams: evaluators, writers, commands, contexts, completion.

const repl = require('repl');
const { PassThrough, Writable } = require('stream');

function session(name, options, lines) {
  return new Promise((resolve) => {
    let text = '';
    const input = new PassThrough();
    const output = new Writable({ write(chunk, _, next) { text += chunk; next(); } });
    const server = repl.start({ input, output, prompt: '> ', terminal: false, ...options });
    server.on('exit', () => {
      console.log(`== ${name}`);
      console.log(text.replace(/REPL\d+/g, 'REPL').replace(/^ +at .*\(?node:.*\n/gm, ''));
      resolve(server);
    });
    options.prepare?.(server);
    input.end(lines.join('\n') + '\n');
  });
}

(async () => {
  await session('own context', {}, ['x = 1', 'var y = x + 1', 'y', 'global === this', 'console.log("out")', 'Array === global.Array', '.clear', 'typeof y']);
  await session('global', { useGlobal: true }, ['globalThis.fromRepl = 1', 'Array === globalThis.Array', '.clear']);
  console.log(globalThis.fromRepl);
  await session('ignoreUndefined', { ignoreUndefined: true }, ['undefined', 'let q = 1', 'q', 'void 0']);
  await session('strict', { replMode: repl.REPL_MODE_STRICT }, ['notDeclared = 1', 'const c = 1', 'c', 'throw new Error("e")']);
  await session('own eval', {
    eval(text, context, file, callback) {
      if (text.includes('incomplete')) callback(new repl.Recoverable(new Error('more')));
      else if (text.includes('fails')) callback(new TypeError('failed'));
      else if (text.includes('nothing')) callback(null);
      else callback(null, { text, isContext: context.own });
    },
    prepare(server) { server.context.own = true; },
  }, ['a b c', 'incomplete', 'incomplete', 'end', 'fails', 'nothing', '.break']);
  await session('own writer', { writer: (value) => `<${typeof value}>` }, ['1', '"a"', 'null', 'throw 5']);
  await session('commands', {
    prepare(server) {
      server.defineCommand('twice', { help: 'says it twice', action(text) { this.output.write(`${text} ${text}\n`); this.displayPrompt(); } });
      server.defineCommand('bare', function() { this.close(); });
    },
  }, ['.twice hi', '.help', '.nothing', '.bare']);
  await session('reset', { prepare(server) { server.on('reset', (context) => { context.again = 'again'; }); } }, ['.clear', 'again']);
  await session('underscore', {}, ['5', '_ + 1', '_ = "mine"', '7', '_', 'null.x', '_error.name', '_error = 1', '_error']);
  await session('rows', {}, ['function f(', 'a) {', 'return a', '}', 'f(3)', '`x', '${1 +', '1}`', '[1,', '.break', '2']);
  await session('await', {}, ['await 1', 'const { a, b: [c] } = await { a: 1, b: [2] }', 'a + c', 'await Promise.reject(new RangeError("r"))', 'for await (const x of [1]) x']);
  await session('errors', {}, ['throw new Error("x")', 'throw {}', 'throw "s"', 'foo.bar', 'JSON.parse("{")', 'a b', 'import x from "y"', 'npm i', 'Promise.reject(new Error("rejected")); 1']);

  const server = repl.start({ input: new PassThrough(), output: new PassThrough(), useGlobal: false, allowBlockingCompletions: true });
  const complete = (text) => new Promise((resolve) => server.complete(text, (error, found) => resolve(found)));
  server.context.object = { alpha: 1, albedo: { deep: 1 }, get sneaky() { throw new Error('called'); }, 'not-a-name': 1 };
  for (const text of ['object.al', 'object.', 'object.albedo.d', 'object["albedo"].', 'object.sneaky.', 'obj', 'const z = object.alp', 'typeof object.al',
    'new Arr', 'object?.al', '.he', 'require("node:fs/', 'import("zl', 'nothing.x', 'f().x', 'x = object.alb', '"abc".le', '/a/.tes', '[1].len', 'whi', '1.', '']) {
    const found = await complete(text);
    console.log(JSON.stringify(text), found[0].length > 30 ? found[0].length > 30 : found[0], found[1]);
  }
  server.close();
  for (const make of [() => repl.start({ breakEvalOnSigint: true, eval() {} }), () => server.defineCommand('x', {}), () => server.defineCommand('x', { action: 1 })]) {
    try { make(); } catch (error) { console.log(error.code, error.message); }
  }
  console.log(Object.keys(repl), new repl.Recoverable(1) instanceof SyntaxError, repl.isValidSyntax('{a: 1}'), repl.isValidSyntax('a b'));
  console.log(repl.builtinModules.length === repl._builtinLibs.length, repl.builtinModules.includes('fs'), repl.writer([new Proxy({}, {})]));
})();
