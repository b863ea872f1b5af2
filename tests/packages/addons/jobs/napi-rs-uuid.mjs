import { isV4, v4 } from '@napi-rs/uuid';

console.log(isV4(v4()), isV4('x'));
