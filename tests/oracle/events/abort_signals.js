'use strict';
const a = new AbortController();
const b = new AbortController();
const any = AbortSignal.any([a.signal, b.signal]);
any.onabort = (event) => console.log('any', event.type, event.target === any, any.reason);
b.signal.addEventListener('abort', () => console.log('b, any is', any.aborted));
b.abort('from b');
a.abort('too late');
console.log(any.reason, AbortSignal.any([AbortSignal.abort(1), a.signal]).reason, AbortSignal.any([]).aborted);
try { any.throwIfAborted(); } catch (reason) { console.log('thrown', reason); }
const { reason } = AbortSignal.abort();
console.log(reason.name, reason.message, reason.code, reason instanceof DOMException);
for (const bad of [() => AbortSignal.any(1), () => AbortSignal.any([1]), () => AbortSignal.timeout('x'), () => AbortSignal.timeout(-1), () => new AbortSignal(), () => AbortController.prototype.abort.call({})]) {
  try { bad(); } catch (error) { console.log(error.name, error.code, error.message); }
}
