'use strict';

// Files and lines as the debugger shows them.

const {
  ArrayPrototypeJoin, ArrayPrototypeMap, ArrayPrototypeSlice, MathMax, ObjectAssign, RegExpPrototypeSymbolReplace, String,
  StringPrototypePadStart, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeStartsWith,
} = primordials;

const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');

// A path below the working directory is shown as a relative one.
function shortPath(url) {
  const folder = `${process.cwd()}/`;
  const name = StringPrototypeStartsWith(url, 'file://') ? require('internal/url').fileURLToPath(url) : url;
  return StringPrototypeStartsWith(name, folder) ? StringPrototypeSlice(name, folder.length) : name;
}

function isBuiltin(url) {
  const name = RegExpPrototypeSymbolReplace(/\.js$/, url, '');
  return StringPrototypeStartsWith(name, 'node:') || StringPrototypeStartsWith(name, 'ext:') || StringPrototypeStartsWith(name, 'anode:');
}

const padded = (number, prefix, largest) => prefix + StringPrototypePadStart(String(number), MathMax(2, String(largest).length));

// The lines around a location. `hasBreakpoint(line)` marks lines, which count from 1.
class Snippet {
  constructor(location, around, source, hasBreakpoint) {
    ObjectAssign(this, location);
    this.around = around;
    this.source = source;
    this.hasBreakpoint = hasBreakpoint;
  }

  [customInspectSymbol](depth, { colors }) {
    const current = this.lineNumber + 1;
    const first = MathMax(1, current - this.around), last = current + this.around;
    const lines = ArrayPrototypeSlice(StringPrototypeSplit(this.source, '\n'), first - 1, last);
    return ArrayPrototypeJoin(ArrayPrototypeMap(lines, (text, i) => {
      const line = first + i;
      if (line !== current) return `${padded(line, this.hasBreakpoint(line) ? '*' : ' ', last)} ${text}`;
      const head = StringPrototypeSlice(text, 0, this.columnNumber), tail = StringPrototypeSlice(text, this.columnNumber);
      const marked = colors ? RegExpPrototypeSymbolReplace(/(.+?)([^\w]|$)/, tail, '\u001b[32m$1\u001b[39m$2') : tail;
      return `${padded(line, '>', last)} ${head}${marked}`;
    }), '\n');
  }
}

module.exports = { Snippet, isBuiltin, padded, shortPath };
