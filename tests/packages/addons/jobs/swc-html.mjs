import { minify } from '@swc/html';

console.log((await minify('<html><body> <p>  text </p><!-- gone --></body></html>', { collapseWhitespaces: 'all' })).code);
