// Ticks and microtasks run between any two callbacks, not at the end of a phase.
for (const name of ['first', 'second']) {
  setImmediate(() => {
    console.log(`${name} immediate`);
    Promise.resolve().then(() => console.log(`${name} microtask`));
    process.nextTick(() => console.log(`${name} tick`));
  });
}
