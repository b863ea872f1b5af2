import dprint from 'dprint-node';

console.log(dprint.format('a.ts', 'let  a:number=1;function f(){return a}', { lineWidth: 80 }));
