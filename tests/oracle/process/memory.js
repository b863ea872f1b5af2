'use strict';
const usage = process.memoryUsage();
console.log(Object.keys(usage), Object.values(usage).every((value) => typeof value === 'number' && value >= 0), process.memoryUsage.rss() > 0);
console.log(typeof process.constrainedMemory(), process.availableMemory() > 0, Object.keys(process.resourceUsage()).length, Object.keys(process.cpuUsage()), Object.keys(process.threadCpuUsage()));
console.log(process.uptime() > 0, process.hrtime().length, typeof process.hrtime.bigint());
