import createKeccakHash from 'keccak';

console.log(createKeccakHash('keccak256').update('text').digest('hex'), createKeccakHash('shake128').update('text').squeeze(16, 'hex'));
