queueMicrotask(() => {
  console.log('microtask 1');
  queueMicrotask(() => console.log('microtask 2'));
});
setTimeout(() => console.log('timer'), 0);
