// The program has done its work, but it does not end. Let the interval go on while there is work, and not keep the program alive.
setInterval(() => {}, 50);
setTimeout(() => console.log('done'), 120);
