'use strict';

// V8's wire format for values (src/objects/value-serializer.cc): one byte gives the kind of value that follows.

const code = (char) => primordials.StringPrototypeCharCodeAt(char, 0);

module.exports = {
  __proto__: null,
  VERSION: 0xff, PADDING: 0, HOLE: code('-'), UNDEFINED: code('_'), NULL: code('0'), TRUE: code('T'), FALSE: code('F'), INT32: code('I'),
  UINT32: code('U'), DOUBLE: code('N'), BIGINT: code('Z'), UTF8: code('S'), ONE_BYTE: code('"'), TWO_BYTE: code('c'), REFERENCE: code('^'),
  OBJECT: code('o'), END_OBJECT: code('{'), SPARSE: code('a'), END_SPARSE: code('@'), DENSE: code('A'), END_DENSE: code('$'),
  DATE: code('D'),
  TRUE_OBJECT: code('y'), FALSE_OBJECT: code('x'), NUMBER_OBJECT: code('n'), BIGINT_OBJECT: code('z'), STRING_OBJECT: code('s'),
  REGEXP: code('R'), MAP: code(';'), END_MAP: code(':'), SET: code("'"), END_SET: code(','), BUFFER: code('B'), RESIZABLE: code('~'),
  TRANSFER: code('t'), SHARED: code('u'), VIEW: code('V'), HOST: code('\\'), ERROR: code('r'),
  latest: 15,
  // The kinds of views, by the names of their classes.
  views: {
    __proto__: null, Int8Array: code('b'), Uint8Array: code('B'), Uint8ClampedArray: code('C'), Int16Array: code('w'),
    Uint16Array: code('W'), Int32Array: code('d'), Uint32Array: code('D'), Float16Array: code('h'), Float32Array: code('f'),
    Float64Array: code('F'), BigInt64Array: code('q'), BigUint64Array: code('Q'), DataView: code('?'),
  },
  errors: {
    __proto__: null, EvalError: code('E'), RangeError: code('R'), ReferenceError: code('F'), SyntaxError: code('S'), TypeError: code('T'),
    URIError: code('U'),
  },
  ERROR_MESSAGE: code('m'), ERROR_CAUSE: code('c'), ERROR_STACK: code('s'), ERROR_END: code('.'),
  flagsOfRegExp: 'gimyusdv',  // in the order of their bits
};
