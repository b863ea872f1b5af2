console.log('of the language:', typeof Promise, typeof Array);
console.log('of the host:', typeof process, typeof setTimeout);
console.log('of a browser:', typeof window, typeof document);
