new Promise((resolve) => {
  console.log('executor');
  resolve();
  console.log('after resolve');
}).then(() => console.log('then'));
console.log('script');
