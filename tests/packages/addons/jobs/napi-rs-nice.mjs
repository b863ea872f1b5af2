import { getCurrentProcessPriority } from '@napi-rs/nice';

console.log(getCurrentProcessPriority());
