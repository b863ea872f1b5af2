'use strict';

// console.table: the columns of a value.

const {
  ArrayIsArray,
  ArrayPrototypeUnshift,
  Map,
  MapPrototypeEntries,
  MapPrototypeGetSize,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  ObjectValues,
  Set,
  SetPrototypeValues,
  uncurryThis,
} = primordials;
const { previewEntries } = require('internal/util/preview');
const table = require('internal/cli_table');
const { inspect } = require('internal/util/inspect');
const { isMap, isMapIterator, isSet, isSetIterator, isTypedArray } = require('internal/util/types');

const kKey = 'Key';
const kValues = 'Values';
const kIndex = '(index)';
const kIterationIndex = '(iteration index)';

const nextOfMap = uncurryThis(MapPrototypeEntries(new Map()).next);
const nextOfSet = uncurryThis(SetPrototypeValues(new Set()).next);

// Objects with more than two properties are shown by their name alone.
const isDeep = (value) =>
  value !== null && typeof value === 'object' && !ArrayIsArray(value) && !isTypedArray(value) && ObjectKeys(value).length > 2;

const isPrimitive = (value) => value === null || (typeof value !== 'function' && typeof value !== 'object');

// The entries of a collection, as [keys, values] or [undefined, values]; undefined for other objects.
function entriesOf(data) {
  const keys = [];
  const values = [];
  if (isMap(data)) {
    const iterator = MapPrototypeEntries(data);
    for (let i = MapPrototypeGetSize(data); i > 0; i--) {
      const { 0: key, 1: value } = nextOfMap(iterator).value;
      keys[keys.length] = key;
      values[values.length] = value;
    }
    return [keys, values];
  }
  if (isSet(data)) {
    const iterator = SetPrototypeValues(data);
    for (let step = nextOfSet(iterator); !step.done; step = nextOfSet(iterator)) values[values.length] = step.value;
    return [undefined, values];
  }
  if (!isMapIterator(data) && !isSetIterator(data)) return undefined;
  const preview = previewEntries(data, true);
  if (preview === undefined) return undefined;
  const { 0: items, 1: pairs } = preview;
  if (!pairs || isSetIterator(data)) return [undefined, items];
  for (let i = 0; i < items.length; i += 2) {
    keys[keys.length] = items[i];
    values[values.length] = items[i + 1];
  }
  return [keys, values];
}

function renderTable(data, properties, inspectOptions) {
  const show = (value) => inspect(value, {
    maxArrayLength: 3,
    breakLength: Infinity,
    depth: isDeep(value) ? -1 : 0,
    ...inspectOptions,
  });
  const showAll = (list) => {
    const shown = [];
    for (let i = 0; i < list.length; i++) shown[i] = show(list[i]);
    return shown;
  };
  const indexes = (length) => {
    const list = [];
    for (let i = 0; i < length; i++) list[i] = show(i);
    return list;
  };

  const entries = entriesOf(data);
  if (entries !== undefined) {
    const { 0: keys, 1: values } = entries;
    if (keys === undefined) return table([kIterationIndex, kValues], [indexes(values.length), showAll(values)]);
    return table([kIterationIndex, kKey, kValues], [indexes(values.length), showAll(keys), showAll(values)]);
  }

  const columns = { __proto__: null };
  const primitives = [];
  let hasPrimitives = false;
  const rows = ObjectKeys(data);
  for (let i = 0; i < rows.length; i++) {
    const item = data[rows[i]];
    const primitive = isPrimitive(item);
    if (primitive && !properties) {
      hasPrimitives = true;
      primitives[i] = show(item);
    }
    const keys = properties || (primitive ? [] : ObjectKeys(item));
    for (let j = 0; j < keys.length; j++) {
      const column = columns[keys[j]] ??= [];
      column[i] = primitive || !ObjectPrototypeHasOwnProperty(item, keys[j]) ? '' : show(item[keys[j]]);
    }
  }
  const heads = ObjectKeys(columns);
  const cells = ObjectValues(columns);
  if (hasPrimitives) {
    heads[heads.length] = kValues;
    cells[cells.length] = primitives;
  }
  ArrayPrototypeUnshift(heads, kIndex);
  ArrayPrototypeUnshift(cells, rows);
  return table(heads, cells);
}

module.exports = { renderTable };
