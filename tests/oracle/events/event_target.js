'use strict';
const log = console.log;
const t = new EventTarget();
const f = (event) => log(event.type, event.target === t, event.eventPhase, event.cancelable, event.defaultPrevented);
t.addEventListener('a', f);
t.addEventListener('a', f);
t.addEventListener('a', { handleEvent(event) { log('object', this !== undefined, event.currentTarget === t); } });
t.addEventListener('a', (event) => event.preventDefault(), { once: true });
t.addEventListener('a', (event) => log('passive', event.preventDefault(), event.defaultPrevented), { passive: true });
log(t.dispatchEvent(new Event('a', { cancelable: true })), t.dispatchEvent(new Event('a', { cancelable: true })));
t.addEventListener('stop', (event) => event.stopImmediatePropagation());
t.addEventListener('stop', () => log('never'));
t.dispatchEvent(new Event('stop'));
const controller = new AbortController();
t.addEventListener('b', () => log('never'), { signal: controller.signal });
controller.abort();
t.dispatchEvent(new Event('b'));
log(new CustomEvent('c', { detail: 5 }).detail, `${new Event('x')}`, Object.keys(Event.prototype).length);
for (const make of [
  () => new Event(), () => t.addEventListener('x'), () => t.dispatchEvent({}), () => t.addEventListener('x', 'y'),
  () => Event.prototype.type, () => EventTarget.prototype.addEventListener.call({}, 'a', f),
]) {
  try {
    make();
  } catch (err) {
    log(err.name, err.code, err.message);
  }
}
process.on('uncaughtException', (err) => log('uncaught', err.message));
t.addEventListener('throw', () => { throw new Error('from a listener'); });
t.addEventListener('throw', () => log('still called'));
t.dispatchEvent(new Event('throw'));
