'use strict';

// The breakpoints that the user has set. They are set again when the program is started again.

const {
  ArrayPrototypeFind, ArrayPrototypeIndexOf, ArrayPrototypeJoin, ArrayPrototypeMap, ArrayPrototypePush, ArrayPrototypeSplice, ObjectAssign,
  ObjectKeys, RegExpPrototypeSymbolReplace, StringPrototypeEndsWith, StringPrototypeIncludes, StringPrototypeSlice,
} = primordials;

const { validateString } = require('internal/validators');
const { toError } = require('internal/debugger/values');
const { shortPath } = require('internal/debugger/places');

class Breakpoints {
  #list = [];
  #commands;

  constructor(commands) {
    this.#commands = commands;
  }

  has(scriptId, line) {
    const isThere = ({ location }) => location?.scriptId === scriptId && location.lineNumber + 1 === line;
    return ArrayPrototypeFind(this.#list, isThere) !== undefined;
  }

  resolved({ breakpointId, location }) {
    const url = this.#commands.scripts[location?.scriptId]?.url;
    if (url) ObjectAssign(location, { scriptUrl: url });
    const known = ArrayPrototypeFind(this.#list, (one) => one.breakpointId === breakpointId);
    if (known === undefined) ArrayPrototypePush(this.#list, { breakpointId, location });
    else known.location = location;
  }

  list() {
    if (this.#list.length === 0) {
      this.#commands.print('No breakpoints yet');
      return;
    }
    this.#commands.print(ArrayPrototypeJoin(ArrayPrototypeMap(this.#list, ({ location }, i) => {
      if (!location) return `#${i} <unknown location>`;
      const url = this.#commands.scripts[location.scriptId]?.url ?? location.scriptUrl;
      return `#${i} ${shortPath(url)}:${location.lineNumber + 1}`;
    }), '\n'));
  }

  // set(): here; set(line): in this script; set('fn()'): where a function begins; set('script', line).
  async set(script, line, condition, silent) {
    const commands = this.#commands;
    const { Debugger } = commands.inspector;
    if (script === undefined) {
      const location = commands.location();
      return this.#register(await Debugger.setBreakpoint({ location, condition }), script, silent);
    }
    if (line === undefined && typeof script === 'number') {
      const location = { scriptId: commands.location().scriptId, lineNumber: script - 1 };
      return this.#register(await Debugger.setBreakpoint({ location, condition }), script, silent);
    }
    validateString(script, 'script');
    if (StringPrototypeEndsWith(script, '()')) {
      const { result, wasThrown } = await commands.ask(`debug(${StringPrototypeSlice(script, 0, -2)})`, { includeCommandLineAPI: true });
      return wasThrown ? toError(result) : undefined;
    }
    const found = this.#findScript(script);
    if (found === undefined) {
      commands.print('Script name is ambiguous');
      return undefined;
    }
    if (line <= 0) {
      commands.print('Line should be a positive value');
      return undefined;
    }
    if (found !== null) {
      const location = { scriptId: found, lineNumber: line - 1 };
      return this.#register(await Debugger.setBreakpoint({ location, condition }), script, silent);
    }
    const escaped = RegExpPrototypeSymbolReplace(/([/\\.?*()^${}|[\]])/g, script, '\\$1');
    const made = await Debugger.setBreakpointByUrl({ urlRegex: `^(.*[\\/\\\\])?${escaped}$`, lineNumber: line - 1, condition });
    made.actualLocation = { scriptUrl: `.*/${script}$`, lineNumber: line - 1 };
    return this.#register(made, script, silent);
  }

  #register({ breakpointId, actualLocation }, script, silent) {
    this.resolved({ breakpointId, location: actualLocation });
    if (actualLocation?.scriptId) return silent ? undefined : this.#commands.snippet(actualLocation, 5);
    this.#commands.print(`Warning: script '${script}' was not loaded yet.`);
    return undefined;
  }

  // The id of a script by its id or a part of its URL; null where it is not loaded, undefined where several are meant.
  #findScript(name) {
    const { scripts } = this.#commands;
    if (scripts[name]) return name;
    let found = null;
    const ids = ObjectKeys(scripts);
    for (let i = 0; i < ids.length; i++) {
      const { url } = scripts[ids[i]];
      if (!url || !StringPrototypeIncludes(url, name)) continue;
      if (found !== null) return undefined;
      found = ids[i];
    }
    return found;
  }

  async clear(url, line) {
    const { scripts, inspector: { Debugger }, print } = this.#commands;
    const found = ArrayPrototypeFind(this.#list, ({ location }) => {
      const script = scripts[location?.scriptId];
      return script !== undefined && StringPrototypeIncludes(script.url, url) && location.lineNumber + 1 === line;
    });
    if (found === undefined) {
      print(`Could not find breakpoint at ${url}:${line}`);
      return;
    }
    await Debugger.removeBreakpoint({ breakpointId: found.breakpointId });
    ArrayPrototypeSplice(this.#list, ArrayPrototypeIndexOf(this.#list, found), 1);
  }

  async restore() {
    const before = ArrayPrototypeSplice(this.#list, 0);
    let count = 0;
    for (let i = 0; i < before.length; i++) {
      const { location } = before[i];
      if (!location?.scriptUrl) continue;
      await this.set(location.scriptUrl, location.lineNumber + 1);
      count++;
    }
    if (count > 0) this.#commands.print(`${count} breakpoints restored.`);
  }
}

module.exports = { Breakpoints };
