'use strict';

// Every function of Node-API with right and wrong arguments: the statuses, messages, exceptions and results.

const { addon, value, values, out, fn, AUTO, show, check, make, bool, i32, u32, i64, u64, f64, given } = require('./lib.js');

const U = undefined;
const thrower = { get x() { throw new Error('getter'); }, set x(v) { throw new Error('setter'); } };
const traps = new Proxy({}, {
  has() { throw new Error('has'); }, get() { throw new Error('get'); }, set() { throw new Error('set'); },
  deleteProperty() { throw new Error('delete'); }, ownKeys() { throw new Error('ownKeys'); },
  getOwnPropertyDescriptor() { throw new Error('describe'); }, defineProperty() { throw new Error('define'); },
  getPrototypeOf() { throw new Error('prototype'); }, setPrototypeOf() { throw new Error('setPrototype'); },
});
const kinds = {
  undefined, null: null, true: true, int: 5, double: 1.5, NaN, Infinity, big: 2n ** 70n, negative: -3n, string: 'text', symbol: Symbol('s'), object: {},
  array: [1], function: () => {}, class: class {}, date: new Date(5), error: new Error('e'), buffer: new ArrayBuffer(4), shared: new SharedArrayBuffer(4),
  typed: new Uint8Array(4), view: new DataView(new ArrayBuffer(4)), promise: Promise.resolve(), proxy: new Proxy({}, {}), regexp: /x/, map: new Map(),
  external: addon.make('napi_create_external', [0x1234n, U, U]), node: Buffer.from('abc'), boxed: new String('boxed'), float16: U,
};

console.log('== constants');
for (const name of ['undefined', 'null', 'global']) {
  check(`napi_get_${name}`, [U]);
  console.log(addon.make(`napi_get_${name}`, []) === { undefined: U, null: null, global: globalThis }[name]);
}
check('napi_get_boolean', [1n, U]);
make('napi_get_boolean', [1n]);
make('napi_get_boolean', [0n]);

console.log('== tests');
for (const [name, x] of Object.entries(kinds)) {
  console.log('-', name);
  check('napi_typeof', [value(x), out()], [i32]);
  for (const test of ['array', 'arraybuffer', 'buffer', 'dataview', 'date', 'error', 'promise', 'typedarray', 'detached_arraybuffer']) {
    check(`napi_is_${test}`, [value(x), out()], [bool]);
  }
  check('node_api_is_sharedarraybuffer', [value(x), out()], [bool]);
  for (const [getter, word] of [['double', f64], ['int32', i32], ['uint32', u32], ['int64', i64], ['bool', bool], ['bigint_int64', i64],
    ['bigint_uint64', u64], ['string_utf8', U], ['string_latin1', U], ['string_utf16', U], ['external', U]]) {
    if (getter.startsWith('string')) {
      check(`napi_get_value_${getter}`, [value(x), U, 0n, out()], [u64]);
    } else if (getter.startsWith('bigint')) {
      check(`napi_get_value_${getter}`, [value(x), out(), out()], [word]);
    } else {
      check(`napi_get_value_${getter}`, [value(x), out()], word === U ? [] : [word]);
    }
  }
  check('napi_get_value_bigint_words', [value(x), out(), ['in', 3n], out(3)], [i32]);
  check('napi_get_value_bigint_words', [value(x), U, out(), U], [u64]);
  check('napi_get_date_value', [value(x), out()], [f64]);
  check('napi_get_array_length', [value(x), out()], [u32]);
  for (const kind of ['bool', 'number', 'object', 'string']) make(`napi_coerce_to_${kind}`, [value(x)]);
  for (const kind of ['number', 'object', 'string']) check(`napi_coerce_to_${kind}`, [value(x), out()]);
  check('napi_get_property', [value(x), value('length'), out()]);
  check('napi_get_named_property', [value(x), 'length', out()]);
  check('napi_set_property', [value(x), value('own'), value(1)]);
  check('napi_set_named_property', [value(x), 'named', value(1)]);
  check('napi_has_property', [value(x), value('own'), out()], [bool]);
  check('napi_has_named_property', [value(x), 'own', out()], [bool]);
  check('napi_has_own_property', [value(x), value('own'), out()], [bool]);
  check('napi_delete_property', [value(x), value('own'), out()], [bool]);
  check('napi_get_element', [value(x), 0n, out()]);
  check('napi_has_element', [value(x), 0n, out()], [bool]);
  check('napi_set_element', [value(x), 9n, value(1)]);
  check('napi_delete_element', [value(x), 9n, out()], [bool]);
  check('napi_get_prototype', [value(x), out()]);
  check('napi_get_property_names', [value(x), out()]);
  check('napi_get_all_property_names', [value(x), 1n, 0n, 0n, out()]);
  check('napi_call_function', [value(U), value(x), 0n, U, out()]);
  check('napi_new_instance', [value(x), 0n, U, out()]);
  check('napi_instanceof', [value(x), value(Object), out()], [bool]);
  check('napi_instanceof', [value({}), value(x), out()], [bool]);
  check('napi_strict_equals', [value(x), value(x), out()], [bool]);
  check('napi_create_reference', [value(x), 1n, out()], [given]);
  check('napi_create_reference', [value(x), 0n, out()], [given]);
  check('napi_object_freeze', [value(typeof x === 'object' && x !== null ? {} : x)]);
  check('napi_object_seal', [value(typeof x === 'object' && x !== null ? {} : x)]);
  check('napi_get_typedarray_info', [value(x), out(), out(), out(), out(), out()], [i32]);
  check('napi_get_dataview_info', [value(x), out(), out(), out(), out()], [u64]);
  if (ArrayBuffer.isView(x)) check('napi_get_buffer_info', [value(x), out(), out()]);
  check('napi_unwrap', [value(x), out()]);
  check('napi_remove_wrap', [value(x), out()]);
  check('napi_add_finalizer', [value(x), 1n, fn('finalize'), U, U]);
  check('napi_type_tag_object', [value(x), ['in', 1n, 2n]]);
  check('napi_type_tag_object', [value(x), ['in', 1n, 2n]]);
  check('napi_check_object_type_tag', [value(x), ['in', 1n, 2n], out()], [bool]);
  check('napi_check_object_type_tag', [value(x), ['in', 1n, 3n], out()], [bool]);
  check('napi_throw', [value(x)]);
  check('napi_run_script', [value(x), out()]);
  check('napi_create_symbol', [value(x), out()]);
  for (const kind of ['error', 'type_error', 'range_error']) {
    check(`napi_create_${kind}`, [value(x), value('message'), out()]);
    check(`napi_create_${kind}`, [U, value(x), out()]);
  }
  check('node_api_create_syntax_error', [U, value(x), out()]);
  check('napi_detach_arraybuffer', [value(x)]);
  check('napi_async_init', [value(x), value('name'), out()], [given]);
  check('napi_async_init', [U, value(x), out()], [given]);
  check('napi_make_callback', [U, value(x), value(() => 1), 0n, U, out()]);
  check('napi_make_callback', [U, value({}), value(x), 0n, U, out()]);
  check('napi_create_async_work', [value(x), value('name'), fn('execute'), fn('complete'), U, out()], [given]);
  check('napi_create_async_work', [U, value(x), fn('execute'), fn('complete'), U, out()], [given]);
  if (typeof x !== 'function') {
    check('napi_create_threadsafe_function', [value(x), U, value('name'), 0n, 1n, U, U, U, U, out()], [given]);
    check('napi_define_class', ['Name', AUTO, fn('construct'), U, 1n,
      ['property', U, value(x), fn('echo'), U, U, U, 0n, U], out()]);
    check('napi_define_properties', [value({}), 1n, ['property', U, value(x), fn('echo'), U, U, U, 0n, U]]);
  }
}

console.log('== NULL');
const object = value({});
const key = value('x');
for (const [name, args] of Object.entries({
  napi_create_object: [U], napi_create_array: [U], napi_create_array_with_length: [3n, U], napi_create_double: [U], napi_create_int32: [1n, U],
  napi_create_uint32: [1n, U], napi_create_int64: [1n, U], napi_create_bigint_int64: [1n, U], napi_create_bigint_uint64: [1n, U],
  napi_create_symbol: [U, U], napi_create_date: [U], napi_create_promise: [U, U], napi_create_error: [U, U, U], napi_create_arraybuffer: [1n, U, U],
  napi_create_buffer: [1n, U, U], napi_create_external: [U, U, U, U], napi_create_function: [U, 0n, U, U, U], napi_throw: [U], napi_throw_error: [U, U],
  napi_throw_type_error: [U, U], napi_throw_range_error: [U, U], node_api_throw_syntax_error: [U, U], napi_is_exception_pending: [U],
  napi_get_and_clear_last_exception: [U], napi_get_last_error_info: [U], napi_get_version: [U], napi_get_node_version: [U],
  napi_get_instance_data: [U], napi_open_handle_scope: [U], napi_close_handle_scope: [U], napi_open_escapable_handle_scope: [U],
  napi_escape_handle: [U, U, U], napi_get_uv_event_loop: [U], napi_adjust_external_memory: [1n, U], node_api_get_module_file_name: [U],
  napi_delete_reference: [U], napi_get_cb_info: [U, U, U, U, U], napi_get_new_target: [U, U], napi_define_class: [U, AUTO, U, U, 0n, U, U],
  napi_create_async_work: [U, U, U, U, U, U], napi_queue_async_work: [U], napi_cancel_async_work: [U], napi_delete_async_work: [U],
  napi_async_init: [U, U, U], napi_open_callback_scope: [U, U, U], napi_close_callback_scope: [U],
  napi_create_threadsafe_function: [U, U, U, 0n, 0n, U, U, U, U, U], napi_create_external_buffer: [1n, U, U, U, U],
  napi_create_external_arraybuffer: [U, 0n, U, U, U], napi_create_buffer_copy: [0n, U, U, U], napi_create_typedarray: [1n, 1n, U, 0n, U],
  napi_create_dataview: [1n, U, 0n, U], napi_run_script: [U, U], napi_fatal_exception: [U], napi_add_finalizer: [U, U, U, U, U],
  napi_wrap: [U, U, U, U, U], napi_unwrap: [U, U], napi_remove_wrap: [U, U], node_api_symbol_for: [U, 0n, U], node_api_symbol_for_2: U,
  napi_get_property: [object, U, out()], napi_get_property_2: [object, key, U], napi_get_property_3: [U, key, out()],
  napi_set_property: [object, U, object], napi_set_property_2: [object, key, U], napi_set_property_3: [U, key, key],
  napi_set_named_property: [object, U, key], napi_get_named_property: [object, U, out()], napi_has_named_property: [object, U, out()],
  napi_has_property: [object, key, U], napi_has_own_property: [object, key, U], napi_delete_property: [object, key, U],
  napi_get_element: [object, 0n, U], napi_set_element: [object, 0n, U], napi_has_element: [object, 0n, U], napi_delete_element: [object, 0n, U],
  napi_call_function: [U, value(() => 1), 0n, U, out()], napi_call_function_2: [object, U, 0n, U, out()],
  napi_call_function_3: [object, value(() => 1), 2n, U, out()], napi_call_function_4: [object, value(() => 1), 0n, U, U],
  napi_new_instance: [U, 0n, U, out()], napi_new_instance_2: [value(Map), 0n, U, U], napi_instanceof: [U, object, out()],
  napi_instanceof_2: [object, U, out()], napi_strict_equals: [U, object, out()], napi_define_properties: [object, 2n, U],
  napi_define_properties_2: [U, 0n, U], napi_get_value_string_utf8: [value('x'), U, 0n, U], napi_get_value_string_latin1: [value('x'), U, 0n, U],
  napi_get_value_string_utf16: [value('x'), U, 0n, U], napi_get_value_bigint_words: [value(1n), U, U, U],
  napi_get_value_bigint_words_2: [value(1n), out(), out(), U], napi_create_bigint_words: [0n, 1n, U, out()],
  napi_create_bigint_words_2: [0n, 1n, ['in', 1n], U], napi_get_reference_value: [U, out()], napi_reference_ref: [U, out()],
  napi_reference_unref: [U, out()], napi_create_reference: [U, 1n, out()], napi_create_reference_2: [object, 1n, U],
  napi_resolve_deferred: [1n, U], napi_typeof: [U, out()], napi_is_array: [object, U], napi_get_prototype: [object, U],
  napi_get_all_property_names: [object, 7n, 0n, 0n, out()], napi_get_all_property_names_2: [object, 0n, 0n, 7n, out()],
  napi_type_tag_object: [object, U], napi_check_object_type_tag: [object, U, out()], napi_get_array_length: [value([]), U],
  napi_get_arraybuffer_info: [U, U, U], napi_get_buffer_info: [U, U, U], napi_get_typedarray_info: [U, U, U, U, U, U],
  napi_get_dataview_info: [U, U, U, U, U], napi_get_date_value: [value(new Date()), U], napi_make_callback: [U, U, U, 0n, U, U],
  napi_add_env_cleanup_hook: U, napi_object_freeze: [U], napi_object_seal: [U], napi_coerce_to_bool: [U, out()], napi_coerce_to_string: [object, U],
})) {
  if (args !== U) check(name.replace(/_\d$/, ''), args);
}

console.log('== exceptions');
for (const x of [thrower, traps]) {
  check('napi_get_property', [value(x), key, out()]);
  check('napi_get_named_property', [value(x), 'x', out()]);
  check('napi_set_property', [value(x), key, key]);
  check('napi_set_named_property', [value(x), 'x', key]);
  check('napi_has_property', [value(x), key, out()]);
  check('napi_has_named_property', [value(x), 'x', out()]);
  check('napi_has_own_property', [value(x), key, out()]);
  check('napi_has_own_property', [value(x), value(5), out()]);
  check('napi_delete_property', [value(x), key, out()]);
  check('napi_get_element', [value(x), 0n, out()]);
  check('napi_set_element', [value(x), 0n, key]);
  check('napi_has_element', [value(x), 0n, out()]);
  check('napi_delete_element', [value(x), 0n, out()]);
  check('napi_get_property_names', [value(x), out()]);
  check('napi_get_all_property_names', [value(x), 0n, 2n, 1n, out()]);
  check('napi_object_freeze', [value(x)]);
  check('napi_object_seal', [value(x)]);
  check('napi_define_properties', [value(x), 1n, ['property', 'y', U, U, U, U, value(1), 7n, U]]);
  check('napi_define_properties', [value(x), 1n, ['property', 'z', U, U, fn('echo'), U, U, 7n, U]]);
  check('napi_define_properties', [value(x), 1n, ['property', 'w', U, fn('echo'), U, U, U, 0n, U]]);
}
const frozen = Object.freeze({ a: 1 });
check('napi_set_property', [value(frozen), value('a'), key]);
check('napi_delete_property', [value(frozen), value('a'), out()], [bool]);
check('napi_define_properties', [value(frozen), 1n, ['property', 'y', U, U, U, U, value(1), 7n, U]]);
check('napi_define_properties', [value(frozen), 1n, ['property', 'y', U, U, fn('echo'), U, U, 7n, U]]);
check('napi_call_function', [object, value(() => { throw new Error('called'); }), 0n, U, out()]);
check('napi_new_instance', [value(function() { throw new Error('constructed'); }), 0n, U, out()]);
check('napi_new_instance', [value(() => {}), 0n, U, out()]);
check('napi_instanceof', [object, value({ [Symbol.hasInstance]() { throw new Error('has'); } }), out()]);
class Odd { static [Symbol.hasInstance]() { throw new Error('instance'); } }
check('napi_instanceof', [object, value(Odd), out()]);
check('napi_run_script', [value('throw new Error("script")'), out()]);
check('napi_run_script', [value('syntax error'), out()]);
check('napi_run_script', [value('globalThis.ran = 40 + 2'), out()]);
console.log(globalThis.ran);
check('napi_coerce_to_string', [value({ toString() { throw new Error('toString'); } }), out()]);
check('napi_coerce_to_number', [value({ valueOf() { throw new Error('valueOf'); } }), out()]);
for (const kind of ['napi_throw_error', 'napi_throw_type_error', 'napi_throw_range_error', 'node_api_throw_syntax_error']) {
  check(kind, ['CODE', 'a message']);
  check(kind, [U, 'a message']);
  make(kind, ['CODE', 'ü €']);
}

console.log('== numbers');
for (const x of [0, -0, 1.9, -1.9, 2 ** 31, 2 ** 32 + 5, -(2 ** 31) - 1, 2 ** 53, 1e19, -1e19, 1e300, NaN, -Infinity]) {
  for (const [kind, word] of [['double', f64], ['int32', i32], ['uint32', u32], ['int64', i64]]) {
    check(`napi_get_value_${kind}`, [value(x), out()], [word]);
  }
  make('napi_create_double', [], x);
}
for (const x of [0n, 1n, -1n, 2n ** 63n, 2n ** 64n - 1n, -(2n ** 63n), 2n ** 64n, -(2n ** 100n)]) {
  for (const kind of ['int64', 'uint64']) {
    const [status, , , words, lossless] = addon.call(`napi_get_value_bigint_${kind}`, [value(x), out(), out()]);
    console.log(kind, x, status, words, bool(lossless[0]));
  }
  const [status, , , sign, digits] = addon.call('napi_get_value_bigint_words', [value(x), out(), ['in', 2n], out(2)]);
  console.log(status, i32(sign[0]), digits);
}
for (const x of [0n, 1n, 0xffffffffn, 0x80000000n, 0x7fffffffffffffffn, 0x8000000000000000n]) {
  for (const kind of ['int32', 'uint32', 'int64', 'bigint_int64', 'bigint_uint64']) make(`napi_create_${kind}`, [x]);
}
make('napi_create_bigint_words', [0n, 2n, ['in', 1n, 2n]]);
make('napi_create_bigint_words', [1n, 2n, ['in', 1n, 2n]]);
make('napi_create_bigint_words', [1n, 0n, ['in', 1n, 2n]]);
check('napi_create_bigint_words', [0n, 0x7fffffffn, ['in', 1n], out()]);
check('napi_create_bigint_words', [0n, 0xffffffffffn, ['in', 1n], out()]);
make('napi_create_date', [], 1e12);
make('napi_create_date', [], NaN);

console.log('== strings');
for (const text of ['', 'abc', 'hé', '€uro', '😀!', '\ud800x']) {
  for (const [kind, width] of [['utf8', 1], ['latin1', 1], ['utf16', 2]]) {
    for (const size of [0, 1, 2, 3, 5, 40]) {
      const [status, , , bytes, length] = addon.call(`napi_get_value_string_${kind}`, [value(text), out(12), BigInt(size), out()]);
      const data = Buffer.alloc(96);
      bytes.forEach((word, i) => data.writeBigUInt64LE(word, 8 * i));
      console.log(kind, show(text), size, status, length, data.subarray(0, Math.min(size, Number(length[0]) + 1) * width).toString('hex'));
    }
  }
}
for (const kind of ['string_latin1', 'string_utf8']) {
  for (const prefix of ['napi_create_', 'node_api_create_property_key_']) {
    const name = prefix === 'napi_create_' ? prefix + kind : prefix + kind.slice(7);
    make(name, ['text', AUTO]);
    make(name, ['text', 2n]);
    make(name, ['€', AUTO]);
    make(name, [U, 0n]);
    check(name, [U, 3n, out()]);
    check(name, [U, AUTO, out()]);
    check(name, ['text', 0x80000000n, out()]);
    check(name, ['text', AUTO, U]);
  }
}
make('napi_create_string_utf16', [['in', 0x0000003100320033n], AUTO]);
make('napi_create_string_utf16', [['in', 0xd83d0032003100n], 3n]);
make('node_api_create_property_key_utf16', [['in', 0x0000003100320033n], AUTO]);
check('node_api_create_property_key_utf16', [U, 5n, out()]);
make('node_api_create_external_string_latin1', ['external', AUTO, U, U, null, U]);
make('node_api_create_external_string_latin1', ['external', 4n, U, U, null, out()]);
make('node_api_create_external_string_utf16', [['in', 0x0000003100320033n], AUTO, U, U, null, out()]);
check('node_api_create_external_string_latin1', [U, 5n, U, U, out(), U]);
console.log(make('node_api_symbol_for', ['a name', AUTO]) === Symbol.for('a name'), make('node_api_symbol_for', ['a name', 1n]) === Symbol.for('a'));
check('node_api_symbol_for', [U, 5n, out()]);
make('napi_create_symbol', [value('described')]);
make('napi_create_symbol', [U]);

console.log('== objects');
const parent = { inherited: 1, 7: 'seven', [Symbol('ps')]: 1 };
const child = Object.create(parent, {
  own: { value: 1, enumerable: true, writable: true, configurable: true }, hidden: { value: 2 }, 3: { value: 'three', enumerable: true },
  [Symbol('cs')]: { value: 3, enumerable: true },
});
make('napi_get_property_names', [value(child)]);
make('napi_get_property_names', [value([1, 2])]);
for (const mode of [0n, 1n]) {
  for (const filter of [0n, 1n, 2n, 4n, 8n, 16n, 18n]) {
    for (const conversion of [0n, 1n]) {
      console.log(mode, filter, conversion, show(addon.make('napi_get_all_property_names', [value(child), mode, filter, conversion])));
    }
  }
}
const target = {};
const described = ['property',
  'value', U, U, U, U, value(1), 0n, U, 'all', U, U, U, U, value(2), 7n, U, 'method', U, fn('show'), U, U, U, 1n, 77n,
  'getter', U, U, fn('show'), U, U, 2n, 78n, 'both', U, U, fn('show'), fn('show'), U, 4n, 79n, 'setter', U, U, U, fn('echo'), U, 0n, U,
  U, value(Symbol.for('named')), fn('echo'), U, U, U, 0n, U];
check('napi_define_properties', [value(target), 7n, described]);
console.log(show(Object.getOwnPropertyDescriptors(target)));
console.log(show(target.method('a', 'b')), target.method.name, target.method.length, show(target.getter), show(target.both), target.setter);
check('napi_define_properties', [value({}), 1n, ['property', U, value(5), fn('show'), U, U, U, 0n, U]]);
make('node_api_create_object_with_properties', [value(parent), values('a', 'b'), values(1, 2), 2n]);
const proto = {};
check('node_api_set_prototype', [value(target), value(proto)]);
console.log(Object.getPrototypeOf(target) === proto);
check('node_api_set_prototype', [value(target), value(5)]);
check('node_api_set_prototype', [value(Object.freeze({})), value(proto)]);
console.log(make('napi_get_prototype', [value(target)]) === proto);
make('napi_create_array_with_length', [3n]);

console.log('== functions and classes');
for (const args of [['named', AUTO], ['named', 3n], [U, 0n], ['', 0n]]) {
  const made = addon.make('napi_create_function', [...args, fn('show'), 99n]);
  console.log(show(made.name), made.length, typeof made.prototype, show(made(1, 2)).slice(0, 30), show(made.call('this', 3, 4, 5, 6, 7, 8, 9)).slice(0, 60));
  console.log(show(new made(1)[3] === made));
  console.log(`${made}`);
}
check('napi_create_function', ['name', 0x80000000n, fn('echo'), U, out()]);
const Made = addon.make('napi_define_class', ['Made', AUTO, fn('construct'), 5n, 7n, ['property',
  'method', U, fn('show'), U, U, U, 0n, 1n, 'writable', U, fn('echo'), U, U, U, 7n, U, 'accessor', U, U, fn('show'), fn('show'), U, 2n, 2n,
  'onlySet', U, U, U, fn('show'), U, 0n, U, 'constant', U, U, U, U, value(42), 2n, U, 'fixed', U, fn('echo'), U, U, U, 1024n, U,
  'fixedGetter', U, U, fn('show'), U, U, 1026n, 3n]]);
const { arguments: ofOldV8, caller, ...descriptors } = Object.getOwnPropertyDescriptors(Made);  // V8 13 has two properties more
console.log(Made.name, Made.length, `${Made}`, show(Object.getOwnPropertyDescriptors(Made.prototype)), show(descriptors));
const made = new Made('given');
console.log(made.given, made.target === Made, show(made), made instanceof Made, Object.keys(made), made.constant, show(made.accessor[2]), Made.fixed('f'));
console.log(show(made.method(1).slice(0, 3)), made.method.name, Made.fixed.name, made.onlySet);
made.accessor = 5;
for (const wrong of [() => Made(1), () => Made.prototype.method.call({}), () => Made.prototype.accessor, () => Object.create(Made.prototype).method(1)]) {
  try {
    console.log('returned', show(wrong()).slice(0, 60));
  } catch (error) {
    console.log(show(error));
  }
}
class Sub extends Made { constructor() { super('from sub'); } get twice() { return this.given + this.given; } }
console.log(new Sub().twice, new Sub().target === Sub, new Sub() instanceof Made, show(new Sub()), Reflect.construct(Made, ['r'], Map).target === Map);
check('napi_define_class', ['Name', 0x80000000n, fn('construct'), U, 0n, U, out()]);
check('napi_define_class', ['Name', AUTO, fn('construct'), U, 1n, U, out()]);
check('napi_define_class', [U, AUTO, fn('construct'), U, 0n, U, out()]);
try {
  addon.throws();
} catch (error) {
  console.log(show(error), error.stack.split('\n')[0]);
}
console.log(addon.call('napi_call_function', [value(5), value(function() { 'use strict'; return this; }), 0n, U, out()])[0]);
console.log(addon.make('napi_call_function', [value('self'), value(function(a, b) { 'use strict'; return [this, a, b]; }), 2n, values(1, 2)]));
console.log(addon.make('napi_new_instance', [value(Map), 1n, values([[1, 2]])]));
console.log(addon.make('napi_make_callback', [U, value({ a: 1 }), value(function(x) { return [this, x]; }), 1n, values(5)]));
check('napi_make_callback', [U, value({}), value(() => { throw new Error('in a callback'); }), 0n, U, out()]);
console.log(addon.inScope(() => ({ escaped: true })), addon.inScope(() => 5));

console.log('== binary');
for (const [name, args] of [['napi_create_arraybuffer', [8n, out()]], ['napi_create_buffer_copy', [4n, 'abcd', out()]],
  ['napi_create_buffer_copy', [0n, U, out()]], ['napi_create_buffer', [0n, U]], ['node_api_create_sharedarraybuffer', [8n, out()]]]) {
  make(name, args);
}
console.log(make('napi_create_external_buffer', [16n, addon.alloc(16), fn('finalize'), U]) instanceof Buffer);
make('napi_create_external_buffer', [0n, U, fn('finalize'), U]);
make('napi_create_external_arraybuffer', [addon.alloc(4), 4n, fn('finalize'), U]);
const backing = new ArrayBuffer(32);
for (let kind = 0n; kind < 13n; kind++) {
  check('napi_create_typedarray', [kind, 2n, value(backing), 8n, out()]);
  make('napi_create_typedarray', [kind, 2n, value(backing), 8n]);
  check('napi_create_typedarray', [kind, 2n, value(backing), 3n, out()]);
  check('napi_create_typedarray', [kind, 99n, value(backing), 0n, out()]);
}
check('napi_create_typedarray', [1n, 1n, value({}), 0n, out()]);
make('napi_create_dataview', [4n, value(backing), 4n]);
check('napi_create_dataview', [40n, value(backing), 4n, out()]);
check('napi_create_dataview', [4n, value({}), 4n, out()]);
make('node_api_create_buffer_from_arraybuffer', [value(backing), 4n, 8n]);
check('node_api_create_buffer_from_arraybuffer', [value(backing), 4n, 80n, out()]);
console.log(addon.call('node_api_create_buffer_from_arraybuffer', [value({}), 0n, 0n, out()])[0]);
for (const Type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array,
  BigUint64Array]) {
  const x = new Type(backing, 8, 2);
  const [status, , , kind, length, data, , offset] = addon.call('napi_get_typedarray_info', [value(x), out(), out(), out(), out(), out()]);
  console.log(Type.name, status, i32(kind[0]), length, offset, data[0] !== 0n);
}
{
  const [status, , , data, length] = addon.call('napi_get_arraybuffer_info', [value(new Uint8Array([1, 2, 3]).buffer), out(), out()]);
  console.log(status, length, addon.read(data[0], 3));
  const found = addon.call('napi_get_buffer_info', [value(Buffer.from('xyz').subarray(1)), out(), out()]);
  console.log(found[0], found[4], `${addon.read(found[3][0], 2)}`);
  const view = addon.call('napi_get_dataview_info', [value(new DataView(backing, 8, 4)), out(), out(), out(), out()]);
  console.log(view[0], view[3], view[6]);
  const gone = new ArrayBuffer(4);
  check('napi_detach_arraybuffer', [value(gone)]);
  check('napi_is_detached_arraybuffer', [value(gone), out()], [bool]);
  console.log(gone.byteLength, gone.detached);
  check('napi_detach_arraybuffer', [value(new WebAssembly.Memory({ initial: 1 }).buffer)]);
  check('napi_get_arraybuffer_info', [value({}), out(), out()]);
}
try {
  structuredClone(0, { transfer: [addon.make('napi_create_external_arraybuffer', [addon.alloc(4), 4n, fn('finalize'), U])] });
} catch (error) {
  console.log(error.name, error.code);
}

console.log('== references and wraps');
{
  const kept = { kept: true };
  const [[reference]] = [addon.call('napi_create_reference', [value(kept), 1n, out()])[3]];
  check('napi_reference_ref', [reference, out()], [u32]);
  check('napi_reference_unref', [reference, out()], [u32]);
  check('napi_reference_unref', [reference, out()], [u32]);
  check('napi_reference_unref', [reference, out()], [u32]);
  console.log(addon.make('napi_get_reference_value', [reference]) === kept);
  check('napi_reference_ref', [reference, U]);
  check('napi_delete_reference', [reference]);
  const wrapped = {};
  check('napi_wrap', [value(wrapped), 0x55n, fn('finalize'), U, U]);
  check('napi_wrap', [value(wrapped), 0x55n, fn('finalize'), U, U]);
  check('napi_unwrap', [value(wrapped), out()], [u64]);
  check('napi_remove_wrap', [value(wrapped), out()], [u64]);
  check('napi_unwrap', [value(wrapped), out()], [u64]);
  check('napi_wrap', [value(wrapped), 0x56n, fn('finalize'), U, out()], [given]);
  check('napi_remove_wrap', [value(wrapped), U]);
  check('napi_wrap', [value(wrapped), 0x56n, U, U, out()], [given]);
  check('napi_wrap', [value(wrapped), U, U, U, U]);
  check('napi_unwrap', [value(wrapped), out()], [u64]);
  check('napi_wrap', [value(5), 0x56n, U, U, U]);
  check('napi_get_value_external', [value(addon.make('napi_create_external', [0xabcn, U, U])), out()], [u64]);
  check('napi_get_value_external', [value(addon.make('napi_create_external', [U, U, U])), out()], [u64]);
  check('napi_add_finalizer', [value({}), 1n, U, U, U]);
  check('napi_add_finalizer', [value({}), 1n, fn('finalize'), U, out()], [given]);
}

console.log('== environment');
check('napi_get_version', [out()], [u32]);
check('napi_set_instance_data', [0x77n, U, U]);
check('napi_get_instance_data', [out()], [u64]);
check('napi_set_instance_data', [0x78n, U, U]);
check('napi_get_instance_data', [out()], [u64]);
check('napi_add_env_cleanup_hook', [fn('hook'), 0xbadn]);
check('napi_remove_env_cleanup_hook', [fn('hook'), 0xbadn]);
check('napi_remove_env_cleanup_hook', [fn('hook'), 0xbadn]);
{
  const [, , , [address]] = addon.call('node_api_get_module_file_name', [out()]);
  console.log(`${addon.read(address, 7)}`);
  const [, , , [version]] = addon.call('napi_get_node_version', [out()]);
  const data = addon.read(version, 12);
  console.log(`v${data.readUInt32LE(0)}.${data.readUInt32LE(4)}.${data.readUInt32LE(8)}` === process.version);
}
check('napi_get_cb_info', [['info'], U, out(3), U, U]);
check('napi_is_exception_pending', [out()], [bool]);
make('napi_get_and_clear_last_exception', []);
check('napi_close_handle_scope', [U]);
