import { format } from 'oxfmt';

console.log(await format('a.js', 'let   a = {b:1,c:[1,2]}'));
