import { createRequire } from 'node:module';

const { webusb } = createRequire(import.meta.url)('usb');
const found = await webusb.getDevices().catch((error) => error.message.split(':')[0]);  // not every machine has USB
console.log(Array.isArray(found) || found);
process.exit(0);
