'use strict';

const { mock } = require('node:test');

const show = (call) => ({ arguments: call.arguments, result: call.result, error: call.error?.message, target: call.target?.name });
const attempt = (name, run) => {
  try {
    console.log(name, run());
  } catch (error) {
    console.log(name, error.code, error.message);
  }
};

const add = mock.fn((a, b) => a + b);
console.log(add(1, 2), add.mock.callCount(), add.mock.calls.map(show), add.length);
add.mock.mockImplementation((a, b) => a * b);
add.mock.mockImplementationOnce(() => 'once', 3);
console.log(add(3, 4), add(3, 4), add(3, 4), add(3, 4));
add.mock.resetCalls();
add.mock.restore();
console.log(add(3, 4), add.mock.callCount());

const twice = mock.fn(() => 'original', () => 'mocked', { times: 2 });
console.log(twice(), twice(), twice());
const thrower = mock.fn(() => { throw new RangeError('no'); });
attempt('thrower', () => thrower());
console.log(thrower.mock.calls.map(show));

class Point {
  constructor(x) { this.x = x; }
  get double() { return this.x * 2; }
  set double(value) { this.x = value / 2; }
  move(by) { return this.x += by; }
}
const MockPoint = mock.fn(Point);
const made = new MockPoint(4);
console.log(made.x, made instanceof Point, MockPoint.mock.calls.map(show));

const point = new Point(1);
const move = mock.method(point, 'move', function(by) { return -by; });
console.log(point.move(5), move.mock.callCount(), move.mock.calls[0].this === point, Object.keys(point));
const getter = mock.getter(point, 'double', () => 99);
console.log(point.double, getter.mock.callCount());
const setter = mock.method(point, 'double', () => {}, { setter: true });
point.double = 3;
console.log(point.x, setter.mock.calls[0].arguments);
const property = mock.property(point, 'x', 10);
console.log(point.x, property.mock.accessCount());
point.x = 12;
property.mock.mockImplementationOnce(13);
console.log(point.x, point.x, property.mock.accesses.map(({ type, value }) => [type, value]));
mock.restoreAll();
console.log(point.move(5), point.double, point.x);
mock.reset();
const symbol = Symbol('key');
const holder = { [symbol]() { return 1; } };
mock.method(holder, symbol, () => 2);
console.log(holder[symbol]());

attempt('fn', () => mock.fn(5));
attempt('times', () => mock.fn(() => {}, { times: 0 }));
attempt('method of nothing', () => mock.method(undefined, 'x'));
attempt('no method', () => mock.method({ x: 1 }, 'x'));
attempt('both', () => mock.method(point, 'double', { getter: true, setter: true }));
attempt('getter: false', () => mock.getter(point, 'double', { getter: false }));
attempt('bad name', () => mock.method(point, 5));
attempt('onCall', () => { const fn = mock.fn(); fn(); fn.mock.mockImplementationOnce(() => {}, 0); });
attempt('no property', () => mock.property({}, 'x', 1));
