if (require.main === module) {
  console.log('main begins');
  require.cache[__filename].exports.ready = true;
  console.log('ready:', require(__filename).ready);
  console.log('main ends');
}
