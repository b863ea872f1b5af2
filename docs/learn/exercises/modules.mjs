// The heavy module delays the start, though it is needed only later. Load it when it is needed.
const begin = Date.now();
const heavy = await import('data:text/javascript,await new Promise((done) => setTimeout(done, 300)); export const value = 42;');

console.log(Date.now() - begin < 150 ? 'started at once' : 'started late');
setTimeout(() => console.log(heavy.value), 10);
