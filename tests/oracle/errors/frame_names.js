'use strict';
// The name of a frame: type and method, or the method alone.

const frame = () => new Error('here').stack.split('\n')[2].replace(/\(.*/, '').trim();

class A {
  #own = 1;
  get own() { return this.#own; }
  get two() { return frame(); }
  AB() { return frame(); }
  A() { return frame(); }
  [Symbol.iterator]() { return frame(); }
  #hidden() { return frame(); }
  callHidden() { return this.#hidden(); }
  static s() { return frame(); }
  'a b'() { return frame(); }
}
try {
  Reflect.get(A.prototype, 'own', {});
} catch (error) {
  console.log(error.stack.split('\n')[1].replace(/\(.*/, ''));
}
const a = new A();
console.log(a.two, Reflect.get(A.prototype, 'two', {}), a.AB(), a.A(), a[Symbol.iterator](), a.callHidden(), A.s(), a['a b']());
console.log({ get z() { return frame(); } }.z, { z() { return frame(); } }.z());
const object = {};
object.f = () => frame();
console.log(object.f());
