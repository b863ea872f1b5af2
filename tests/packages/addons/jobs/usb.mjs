import usb from 'usb';

console.log(Array.isArray(usb.getDeviceList()));
process.exit(0);
