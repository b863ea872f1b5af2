setTimeout(() => console.log('timer after 5 ms'), 5);
const end = Date.now() + 30;
while (Date.now() < end);
console.log('script, 30 ms long');
