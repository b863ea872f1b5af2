process.on('uncaughtException', (error) => console.log(`caught: ${error.message}`));
setTimeout(() => console.log('next timer'), 30);
setTimeout(() => { throw new Error('in a timer'); }, 1);
