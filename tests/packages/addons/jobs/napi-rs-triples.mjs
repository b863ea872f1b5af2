import { platformArchTriples } from '@napi-rs/triples';

console.log(platformArchTriples.linux.x64.map(({ raw }) => raw));
