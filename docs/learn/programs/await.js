async function work() {
  console.log('before await');
  await null;
  console.log('after await');
}
console.log('script begins');
work();
console.log('script ends');
