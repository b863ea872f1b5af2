import { inline } from '@css-inline/css-inline';

console.log(inline('<html><head><style>p { color: red }</style></head><body><p>x</p></body></html>'));
