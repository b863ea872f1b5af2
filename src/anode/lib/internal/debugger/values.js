'use strict';

// Values of the program that is debugged, as util.inspect shows them: from the descriptions that its inspector sends.

const {
  ArrayPrototypeJoin, ArrayPrototypeMap, ArrayPrototypePush, Date, Number, ObjectAssign, ObjectDefineProperty, RegExpPrototypeExec, SafeMap,
  StringPrototypeSlice, StringPrototypeToUpperCase,
} = primordials;

const { codes: { ERR_DEBUGGER_ERROR } } = require('internal/errors');
const { inspect } = require('internal/util/inspect');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');

const LONGEST_LINE = 60;

// A property in a preview. Numbers and booleans are texts there.
class Property {
  constructor(description) { ObjectAssign(this, description); }

  [customInspectSymbol](depth, options) {
    const { type, subtype, value } = this;
    if (type === 'string' || type === 'undefined') return inspect(value, options);
    if (type === 'number' || type === 'boolean') return options.stylize(value, type);
    if (type !== 'object' && type !== 'symbol') return value;
    if (subtype === 'date') return inspect(new Date(value), options);
    return options.stylize(value, subtype === 'array' ? 'special' : subtype || 'special');
  }
}

class Preview {
  constructor(description) { ObjectAssign(this, description); }

  [customInspectSymbol](depth, options) {
    const { type, subtype, description } = this;
    if (type !== 'object') return description;
    switch (subtype) {
      case 'date': return inspect(new Date(description), options);
      case 'null': return inspect(null, options);
      case 'regexp': return options.stylize(description, 'regexp');
      case 'set':
      case 'map': return this.#entries(options);
      case 'array':
      case undefined: return this.#properties();
      default: return description;
    }
  }

  #entries(options) {
    if (!this.entries) return `${this.description} ${this.overflow ? '{ ... }' : '{}'}`;
    const shown = ArrayPrototypeMap(this.entries, ({ key, value }) => {
      const text = inspect(new Preview(value), options);
      return key === undefined ? text : `${inspect(new Preview(key), options)} => ${text}`;
    });
    return `${this.description} { ${ArrayPrototypeJoin(shown, ', ')} }`;
  }

  #properties() {
    const isArray = this.subtype === 'array';
    if (this.properties.length === 0) return isArray ? '[]' : '{}';
    const shown = ArrayPrototypeMap(this.properties, (property, i) => {
      const text = inspect(new Property(property));
      return property.name === `${i}` ? text : `${property.name}: ${text}`;
    });
    if (this.overflow) ArrayPrototypePush(shown, '...');
    let text = ArrayPrototypeJoin(shown, ', ');
    if (text.length > LONGEST_LINE) text = ArrayPrototypeJoin(shown, ',\n  ');
    return isArray ? `[ ${text} ]` : `{ ${text} }`;
  }
}

// A result of an evaluation.
class RemoteValue {
  constructor(description) {
    ObjectAssign(this, description);
    if (this.type === 'number') this.value = Number(this.unserializableValue ?? this.value);
  }

  [customInspectSymbol](depth, options) {
    const { type, subtype, description } = this;
    switch (type) {
      case 'boolean':
      case 'number':
      case 'string':
      case 'undefined': return inspect(this.value, options);
      case 'symbol': return options.stylize(description, 'special');
      case 'function': {
        const name = RegExpPrototypeExec(/^(?:function\*? )?([^(\s]+)\(/, description);
        return options.stylize(`[${this.className}${name === null ? '' : `: ${name[1]}`}]`, 'special');
      }
      case 'object': break;
      default: return description;
    }
    switch (subtype) {
      case 'date': return inspect(new Date(description), options);
      case 'null': return inspect(null, options);
      case 'regexp': return options.stylize(description, 'regexp');
      case 'map':
      case 'set': return `${description} ${inspect(new Preview(this.preview), options)}`;
    }
    return this.preview ? inspect(new Preview(this.preview), options) : description;
  }
}

function toError({ className, description }) {
  const message = description ? RegExpPrototypeExec(/^\w+: ([^\n]+)/, description)?.[1] ?? description : '<unknown>';
  const error = new ERR_DEBUGGER_ERROR(message);
  error.stack = description;
  ObjectDefineProperty(error, 'name', { __proto__: null, value: className });
  return error;
}

const fromEvaluation = ({ result, wasThrown }) => (wasThrown ? toError(result) : new RemoteValue(result));

// The variables of a scope of a paused function.
class Scope {
  constructor(scope, properties) {
    ObjectAssign(this, scope);
    this.values = new SafeMap();
    this.names = ArrayPrototypeMap(properties, ({ name, value }) => {
      this.values.set(name, new RemoteValue(value));
      return name;
    });
  }

  [customInspectSymbol](depth, options) {
    const title = `${StringPrototypeToUpperCase(this.type[0])}${StringPrototypeSlice(this.type, 1)}${this.name ? `<${this.name}>` : ''} `;
    return `${title}${StringPrototypeSlice(inspect(new primordials.Map(this.values), options), `Map(${this.values.size}) `.length)}`;
  }
}

module.exports = { Scope, fromEvaluation, toError };
