setTimeout(() => console.log('20 ms'), 20);
setTimeout(() => console.log('1 ms'), 1);
setTimeout(() => console.log('10 ms'), 10);
