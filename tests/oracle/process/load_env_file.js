'use strict';
const fs = require('fs');
const path = require('path');
const file = path.join(fs.mkdtempSync(path.join(require('os').tmpdir(), 'env-')), 'vars');
fs.writeFileSync(file, 'A_ONE=1\nexport B_TWO="two words"\nC_THREE=\'raw $A\' # comment\nD=multi#x\nPATH=never\n# comment\nE_EMPTY=\nF="a\\nb"\nG=`back`\n');
const { PATH } = process.env;
process.loadEnvFile(file);
console.log(process.env.A_ONE, process.env.B_TWO, process.env.C_THREE, process.env.D, process.env.E_EMPTY, process.env.F, process.env.G, process.env.PATH === PATH);
console.log(require('util').parseEnv(fs.readFileSync(file, 'utf8')));
