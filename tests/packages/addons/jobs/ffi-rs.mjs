import { DataType, close, load, open } from 'ffi-rs';

open({ library: 'libc', path: 'libc.so.6' });
console.log(load({ library: 'libc', funcName: 'abs', retType: DataType.I32, paramsType: [DataType.I32], paramsValue: [-5] }));
console.log(load({ library: 'libc', funcName: 'strlen', retType: DataType.I32, paramsType: [DataType.String], paramsValue: ['text'] }));
close('libc');
