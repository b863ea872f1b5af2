setInterval(() => {}, 50).unref();
setTimeout(() => console.log('done'), 120);
