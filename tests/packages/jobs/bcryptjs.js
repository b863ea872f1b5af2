'use strict';

const bcrypt = require('bcryptjs');

(async () => {
  const salt = '$2b$05$abcdefghijklmnopqrstuu';
  console.log(bcrypt.hashSync('password', salt), bcrypt.getRounds(salt), bcrypt.getSalt(bcrypt.hashSync('x', salt)));
  console.log(await bcrypt.compare('password', bcrypt.hashSync('password', salt)), await bcrypt.compare('other', bcrypt.hashSync('password', salt)));
  const made = await bcrypt.hash('ünïcode', 4);
  console.log(made.length, made.slice(0, 7), bcrypt.compareSync('ünïcode', made), (await bcrypt.genSalt(4)).length, bcrypt.truncates('x'.repeat(73)));
  console.log(bcrypt.hashSync('x'.repeat(100), salt) === bcrypt.hashSync('x'.repeat(72), salt));
  for (const bad of [() => bcrypt.hashSync('x', '$2x$05$short'), () => bcrypt.hashSync(12, salt), () => bcrypt.genSaltSync('a')]) {
    try {
      bad();
    } catch (error) {
      console.log(error.message);
    }
  }
  await bcrypt.compare('x').catch((error) => console.log(error.message));
})();
