for (const name of ['one', 'two']) {
  setImmediate(() => {
    console.log(name);
    process.nextTick(() => console.log(`tick of ${name}`));
  });
}
