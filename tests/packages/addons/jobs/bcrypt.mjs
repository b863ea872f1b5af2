import bcrypt from 'bcrypt';

const hashed = await bcrypt.hash('password', 4);
console.log(await bcrypt.compare('password', hashed), bcrypt.compareSync('x', hashed), bcrypt.getRounds(hashed));
bcrypt.hash(5, 4, (error) => console.log(error.message));
