'use strict';
const v8 = require('v8');

globalThis.kept = new Array(1e6).fill(1.5);
const spaces = v8.getHeapSpaceStatistics();
console.log(spaces.map(({ space_name: name }) => name).join());
const by = Object.fromEntries(spaces.map((space) => [space.space_name, space]));
console.log(by.large_object_space.space_used_size > 8e6, by.large_object_space.space_size >= by.large_object_space.space_used_size);
console.log(by.new_space.space_size > 0, by.old_space.space_used_size > 1e6, by.code_space.space_size > 0);
const sum = (key) => spaces.reduce((total, space) => total + space[key], 0);
const { total_heap_size: size, used_heap_size: used } = v8.getHeapStatistics();
console.log(Math.abs(sum('space_size') / size - 1) < 0.2, Math.abs(sum('space_used_size') / used - 1) < 0.2);
