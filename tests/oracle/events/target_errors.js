'use strict';
const target = new EventTarget();
for (const run of [
  () => target.dispatchEvent('x'), () => target.dispatchEvent({ type: 'x' }), () => target.addEventListener('x'), () => target.addEventListener(),
  () => target.addEventListener('x', 1), () => target.addEventListener('x', null), () => target.addEventListener('x', () => {}, { signal: 1 }),
  () => new Event(), () => new Event(Symbol()), () => new Event('x', 1), () => EventTarget.prototype.addEventListener.call({}, 'x', () => {}),
  () => target.removeEventListener('x'), () => new CustomEvent(),
  () => { const e = new Event('x'); target.addEventListener('again', () => target.dispatchEvent(again)); const again = new Event('again'); process.once('uncaughtException', (error) => console.log(error.code, error.message)); return target.dispatchEvent(again) && e.type; },
]) {
  try { console.log(run()); } catch (error) { console.log(error.name, error.code, error.message); }
}
