import { readFile } from 'node:fs/promises';

export const sum = (...values) => values.reduce((a, b) => a + b, 0);
export const size = async (path) => (await readFile(path)).length;
