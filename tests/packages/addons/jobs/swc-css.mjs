import { minify } from '@swc/css';

console.log((await minify(Buffer.from('a { color: #ff0000; margin: 0px 0px }'))).code);
