'use strict';

// The commands of a REPL: lines that begin with a dot.

const { ArrayPrototypeJoin, ArrayPrototypeSort, FunctionPrototypeCall, ObjectKeys, StringPrototypePadEnd } = primordials;

const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const { Interface } = require('internal/readline/interface');
const { kState } = require('internal/repl/state');

const EDITOR_HINT = '// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)\n';

function startEditor(server) {
  server.editorMode = true;
  FunctionPrototypeCall(Interface.prototype.setPrompt, server, '');
}

function endEditor(server) {
  server.editorMode = false;
  server.setPrompt(server._initialPrompt);
}

// Calls `act` with the name of a file; what fails is printed.
function withFile(server, file, failed, act) {
  try {
    if (file === '') throw new ERR_MISSING_ARGS('file');
    act(file);
  } catch (error) {
    server.output.write(error.code === 'ERR_MISSING_ARGS' ? `${error.message}\n` : `${failed}: ${file}\n`);
  }
  server.displayPrompt();
}

function load(server, file) {
  const fs = require('fs');
  if (!fs.statSync(file).isFile()) {
    server.output.write(`Failed to load: ${file} is not a valid file\n`);
    return;
  }
  startEditor(server);
  server[kState].isLoading = true;
  const text = fs.readFileSync(file, 'utf8');
  server.write(text);
  server[kState].isLoading = false;
  endEditor(server);
  server.write('\n');
}

function defineDefaultCommands(repl) {
  repl.defineCommand('break', {
    help: 'Sometimes you get stuck, this gets you out',
    action() {
      this.clearBufferedCommand();
      this.displayPrompt();
    },
  });
  repl.defineCommand('clear', {
    help: repl.useGlobal ? 'Alias for .break' : 'Break, and also clear the local context',
    action() {
      this.clearBufferedCommand();
      if (!this.useGlobal) {
        this.output.write('Clearing context...\n');
        this.resetContext();
      }
      this.displayPrompt();
    },
  });
  repl.defineCommand('exit', { help: 'Exit the REPL', action() { this.close(); } });
  repl.defineCommand('help', {
    help: 'Print this help message',
    action() {
      const names = ArrayPrototypeSort(ObjectKeys(this.commands));
      let longest = 0;
      for (let i = 0; i < names.length; i++) if (names[i].length > longest) longest = names[i].length;
      for (let i = 0; i < names.length; i++) {
        const { help } = this.commands[names[i]];
        this.output.write(`.${help ? StringPrototypePadEnd(names[i], longest + 3) + help : names[i]}\n`);
      }
      this.output.write('\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL\n');
      this.displayPrompt();
    },
  });
  repl.defineCommand('save', {
    help: 'Save all evaluated commands in this REPL session to a file',
    action(file) {
      withFile(this, file, 'Failed to save', () => {
        require('fs').writeFileSync(file, ArrayPrototypeJoin(this.lines, '\n'));
        this.output.write(`Session saved to: ${file}\n`);
      });
    },
  });
  repl.defineCommand('load', {
    help: 'Load JS from a file into the REPL session',
    action(file) {
      withFile(this, file, 'Failed to load', () => load(this, file));
    },
  });
  if (repl.terminal) {
    repl.defineCommand('editor', {
      help: 'Enter editor mode',
      action() {
        startEditor(this);
        this.output.write(EDITOR_HINT);
      },
    });
  }
}

module.exports = { EDITOR_HINT, defineDefaultCommands, endEditor };
