process.on('exit', () => console.log('exit'));
process.on('beforeExit', () => console.log('beforeExit'));
setTimeout(() => console.log('timer'), 5);
console.log('script');
