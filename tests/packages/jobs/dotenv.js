'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const dotenv = require('dotenv');

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'dotenv-')), '.env');
fs.writeFileSync(file, 'A=1\nB="two words"\n# c\nC=\'raw $A\'\nD="line\\nbreak"\nexport E = spaced # comment\nF="multi\nline"\nG=\n');
console.log(dotenv.parse(fs.readFileSync(file)));
process.env.A = 'before';
const result = dotenv.config({ path: file, quiet: true });
console.log(result.parsed.B, process.env.A, process.env.D, process.env.F);
console.log(dotenv.config({ path: file, override: true, quiet: true }).error, process.env.A);
const target = {};
dotenv.populate(target, { X: 'y' });
console.log(target);
console.log(dotenv.config({ path: '/no/such/.env', quiet: true }).error.code);
try {
  dotenv.populate('not an object', {});
} catch (error) {
  console.log(error.code, error.message);
}
