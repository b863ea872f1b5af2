'use strict';

// The available ciphers.

const { ArrayPrototypePush, RegExpPrototypeExec, SafeMap, StringPrototypeSplit, StringPrototypeToLowerCase } = primordials;

// [OpenSSL's name, family and mode for bindings/crypto/cipher/cipher.py, number, bytes of a block, of the initialization vector, of the
// key, names that getCiphers() lists]
const table = [
  ['aes-128-cbc', 'aes', 'cbc', 419, 16, 16, 16, 'aes-128-cbc aes128'],
  ['id-aes128-ccm', 'aes', 'ccm', 896, 1, 12, 16, 'aes-128-ccm id-aes128-CCM'],
  ['aes-128-cfb', 'aes', 'cfb', 421, 1, 16, 16, 'aes-128-cfb'], ['aes-128-cfb8', 'aes', 'cfb8', 653, 1, 16, 16, 'aes-128-cfb8'],
  ['aes-128-ctr', 'aes', 'ctr', 904, 1, 16, 16, 'aes-128-ctr'], ['aes-128-ecb', 'aes', 'ecb', 418, 16, 0, 16, 'aes-128-ecb'],
  ['id-aes128-gcm', 'aes', 'gcm', 895, 1, 12, 16, 'aes-128-gcm id-aes128-GCM'],
  ['aes-128-ocb', 'aes', 'ocb', 958, 16, 12, 16, 'aes-128-ocb'], ['aes-128-ofb', 'aes', 'ofb', 420, 1, 16, 16, 'aes-128-ofb'],
  ['aes-128-xts', 'aes', 'xts', 913, 1, 16, 32, 'aes-128-xts'], ['aes-192-cbc', 'aes', 'cbc', 423, 16, 16, 24, 'aes-192-cbc aes192'],
  ['id-aes192-ccm', 'aes', 'ccm', 899, 1, 12, 24, 'aes-192-ccm id-aes192-CCM'],
  ['aes-192-cfb', 'aes', 'cfb', 425, 1, 16, 24, 'aes-192-cfb'], ['aes-192-cfb8', 'aes', 'cfb8', 654, 1, 16, 24, 'aes-192-cfb8'],
  ['aes-192-ctr', 'aes', 'ctr', 905, 1, 16, 24, 'aes-192-ctr'], ['aes-192-ecb', 'aes', 'ecb', 422, 16, 0, 24, 'aes-192-ecb'],
  ['id-aes192-gcm', 'aes', 'gcm', 898, 1, 12, 24, 'aes-192-gcm id-aes192-GCM'],
  ['aes-192-ocb', 'aes', 'ocb', 959, 16, 12, 24, 'aes-192-ocb'], ['aes-192-ofb', 'aes', 'ofb', 424, 1, 16, 24, 'aes-192-ofb'],
  ['aes-256-cbc', 'aes', 'cbc', 427, 16, 16, 32, 'aes-256-cbc aes256'],
  ['id-aes256-ccm', 'aes', 'ccm', 902, 1, 12, 32, 'aes-256-ccm id-aes256-CCM'],
  ['aes-256-cfb', 'aes', 'cfb', 429, 1, 16, 32, 'aes-256-cfb'], ['aes-256-cfb8', 'aes', 'cfb8', 655, 1, 16, 32, 'aes-256-cfb8'],
  ['aes-256-ctr', 'aes', 'ctr', 906, 1, 16, 32, 'aes-256-ctr'], ['aes-256-ecb', 'aes', 'ecb', 426, 16, 0, 32, 'aes-256-ecb'],
  ['id-aes256-gcm', 'aes', 'gcm', 901, 1, 12, 32, 'aes-256-gcm id-aes256-GCM'],
  ['aes-256-ocb', 'aes', 'ocb', 960, 16, 12, 32, 'aes-256-ocb'], ['aes-256-ofb', 'aes', 'ofb', 428, 1, 16, 32, 'aes-256-ofb'],
  ['aes-256-xts', 'aes', 'xts', 914, 1, 16, 64, 'aes-256-xts'],
  ['id-aes128-wrap', 'aes', 'wrap', 788, 8, 8, 16, 'aes128-wrap id-aes128-wrap'],
  ['id-aes128-wrap-pad', 'aes', 'wrap-pad', 897, 8, 4, 16, 'aes128-wrap-pad id-aes128-wrap-pad'],
  ['id-aes192-wrap', 'aes', 'wrap', 789, 8, 8, 24, 'aes192-wrap id-aes192-wrap'],
  ['id-aes192-wrap-pad', 'aes', 'wrap-pad', 900, 8, 4, 24, 'aes192-wrap-pad id-aes192-wrap-pad'],
  ['id-aes256-wrap', 'aes', 'wrap', 790, 8, 8, 32, 'aes256-wrap id-aes256-wrap'],
  ['id-aes256-wrap-pad', 'aes', 'wrap-pad', 903, 8, 4, 32, 'aes256-wrap-pad id-aes256-wrap-pad'],
  ['camellia-128-cbc', 'camellia', 'cbc', 751, 16, 16, 16, 'camellia-128-cbc camellia128'],
  ['camellia-128-cfb', 'camellia', 'cfb', 757, 1, 16, 16, 'camellia-128-cfb'],
  ['camellia-128-cfb8', 'camellia', 'cfb8', 763, 1, 16, 16, 'camellia-128-cfb8'],
  ['camellia-128-ctr', 'camellia', 'ctr', 963, 1, 16, 16, 'camellia-128-ctr'],
  ['camellia-128-ecb', 'camellia', 'ecb', 754, 16, 0, 16, 'camellia-128-ecb'],
  ['camellia-128-ofb', 'camellia', 'ofb', 766, 1, 16, 16, 'camellia-128-ofb'],
  ['camellia-192-cbc', 'camellia', 'cbc', 752, 16, 16, 24, 'camellia-192-cbc camellia192'],
  ['camellia-192-cfb', 'camellia', 'cfb', 758, 1, 16, 24, 'camellia-192-cfb'],
  ['camellia-192-cfb8', 'camellia', 'cfb8', 764, 1, 16, 24, 'camellia-192-cfb8'],
  ['camellia-192-ctr', 'camellia', 'ctr', 967, 1, 16, 24, 'camellia-192-ctr'],
  ['camellia-192-ecb', 'camellia', 'ecb', 755, 16, 0, 24, 'camellia-192-ecb'],
  ['camellia-192-ofb', 'camellia', 'ofb', 767, 1, 16, 24, 'camellia-192-ofb'],
  ['camellia-256-cbc', 'camellia', 'cbc', 753, 16, 16, 32, 'camellia-256-cbc camellia256'],
  ['camellia-256-cfb', 'camellia', 'cfb', 759, 1, 16, 32, 'camellia-256-cfb'],
  ['camellia-256-cfb8', 'camellia', 'cfb8', 765, 1, 16, 32, 'camellia-256-cfb8'],
  ['camellia-256-ctr', 'camellia', 'ctr', 971, 1, 16, 32, 'camellia-256-ctr'],
  ['camellia-256-ecb', 'camellia', 'ecb', 756, 16, 0, 32, 'camellia-256-ecb'],
  ['camellia-256-ofb', 'camellia', 'ofb', 768, 1, 16, 32, 'camellia-256-ofb'],
  ['chacha20', 'chacha20', 'stream', 1019, 0, 16, 32, 'chacha20'],
  ['chacha20-poly1305', 'chacha20-poly1305', 'stream', 1018, 0, 12, 32, 'chacha20-poly1305'],
  ['des-ede', 'des3', 'ecb', 32, 8, 0, 16, 'des-ede des-ede-ecb'], ['des-ede-cbc', 'des3', 'cbc', 43, 8, 8, 16, 'des-ede-cbc'],
  ['des-ede-cfb', 'des3', 'cfb', 60, 1, 8, 16, 'des-ede-cfb'], ['des-ede-ofb', 'des3', 'ofb', 62, 1, 8, 16, 'des-ede-ofb'],
  ['des-ede3', 'des3', 'ecb', 33, 8, 0, 24, 'des-ede3 des-ede3-ecb'], ['des-ede3-cbc', 'des3', 'cbc', 44, 8, 8, 24, 'des-ede3-cbc des3'],
  ['des-ede3-cfb', 'des3', 'cfb', 61, 1, 8, 24, 'des-ede3-cfb'], ['des-ede3-cfb8', 'des3', 'cfb8', 659, 1, 8, 24, 'des-ede3-cfb8'],
  ['des-ede3-ofb', 'des3', 'ofb', 63, 1, 8, 24, 'des-ede3-ofb'],
  ['id-smime-alg-cms3deswrap', 'des3', 'wrap', 246, 8, 0, 24, 'des3-wrap id-smime-alg-CMS3DESwrap'],
  ['sm4-cbc', 'sm4', 'cbc', 1134, 16, 16, 16, 'sm4 sm4-cbc'], ['sm4-cfb', 'sm4', 'cfb', 1137, 1, 16, 16, 'sm4-cfb'],
  ['sm4-ctr', 'sm4', 'ctr', 1139, 1, 16, 16, 'sm4-ctr'], ['sm4-ecb', 'sm4', 'ecb', 1133, 16, 0, 16, 'sm4-ecb'],
  ['sm4-ofb', 'sm4', 'ofb', 1135, 1, 16, 16, 'sm4-ofb'],
  ['aria-128-cbc', 'aria', 'cbc', 1066, 16, 16, 16, 'aria-128-cbc aria128'],
  ['aria-128-cfb', 'aria', 'cfb', 1067, 1, 16, 16, 'aria-128-cfb'],
  ['aria-128-cfb1', 'aria', 'cfb1', 1080, 1, 16, 16, 'aria-128-cfb1'], ['aria-128-cfb8', 'aria', 'cfb8', 1083, 1, 16, 16, 'aria-128-cfb8'],
  ['aria-128-ctr', 'aria', 'ctr', 1069, 1, 16, 16, 'aria-128-ctr'], ['aria-128-ecb', 'aria', 'ecb', 1065, 16, 0, 16, 'aria-128-ecb'],
  ['aria-128-ofb', 'aria', 'ofb', 1068, 1, 16, 16, 'aria-128-ofb'],
  ['aria-192-cbc', 'aria', 'cbc', 1071, 16, 16, 24, 'aria-192-cbc aria192'],
  ['aria-192-cfb', 'aria', 'cfb', 1072, 1, 16, 24, 'aria-192-cfb'], ['aria-192-cfb1', 'aria', 'cfb1', 1081, 1, 16, 24, 'aria-192-cfb1'],
  ['aria-192-cfb8', 'aria', 'cfb8', 1084, 1, 16, 24, 'aria-192-cfb8'], ['aria-192-ctr', 'aria', 'ctr', 1074, 1, 16, 24, 'aria-192-ctr'],
  ['aria-192-ecb', 'aria', 'ecb', 1070, 16, 0, 24, 'aria-192-ecb'], ['aria-192-ofb', 'aria', 'ofb', 1073, 1, 16, 24, 'aria-192-ofb'],
  ['aria-256-cbc', 'aria', 'cbc', 1076, 16, 16, 32, 'aria-256-cbc aria256'],
  ['aria-256-cfb', 'aria', 'cfb', 1077, 1, 16, 32, 'aria-256-cfb'],
  ['aria-256-cfb1', 'aria', 'cfb1', 1082, 1, 16, 32, 'aria-256-cfb1'], ['aria-256-cfb8', 'aria', 'cfb8', 1085, 1, 16, 32, 'aria-256-cfb8'],
  ['aria-256-ctr', 'aria', 'ctr', 1079, 1, 16, 32, 'aria-256-ctr'], ['aria-256-ecb', 'aria', 'ecb', 1075, 16, 0, 32, 'aria-256-ecb'],
  ['aria-256-ofb', 'aria', 'ofb', 1078, 1, 16, 32, 'aria-256-ofb'], ['aes-128-cfb1', 'aes', 'cfb1', 650, 1, 16, 16, 'aes-128-cfb1'],
  ['aes-192-cfb1', 'aes', 'cfb1', 651, 1, 16, 24, 'aes-192-cfb1'], ['aes-256-cfb1', 'aes', 'cfb1', 652, 1, 16, 32, 'aes-256-cfb1'],
  ['camellia-128-cfb1', 'camellia', 'cfb1', 760, 1, 16, 16, 'camellia-128-cfb1'],
  ['camellia-192-cfb1', 'camellia', 'cfb1', 761, 1, 16, 24, 'camellia-192-cfb1'],
  ['camellia-256-cfb1', 'camellia', 'cfb1', 762, 1, 16, 32, 'camellia-256-cfb1'],
  ['des-ede3-cfb1', 'des3', 'cfb1', 658, 1, 8, 24, 'des-ede3-cfb1'],
];

const byName = new SafeMap();
const byNumber = new SafeMap();
const listed = [];
for (let i = 0; i < table.length; i++) {
  const { 0: name, 1: family, 2: mode, 3: nid, 4: blockSize, 5: ivLength, 6: keyLength, 7: names } = table[i];
  const aead = mode === 'gcm' || mode === 'ccm' || mode === 'ocb' || family === 'chacha20-poly1305';
  const found = { __proto__: null, name, family, mode, nid, blockSize, ivLength, keyLength, aead };
  byNumber.set(nid, found);
  byName.set(name, found);
  const all = StringPrototypeSplit(names, ' ');
  for (let j = 0; j < all.length; j++) {
    ArrayPrototypePush(listed, all[j]);
    byName.set(StringPrototypeToLowerCase(all[j]), found);
  }
}

// The ciphers of OpenSSL's "legacy" provider: only their names are known.
const legacy = /^(?:bf|cast5?|des|idea|rc2|rc4|rc5|seed|blowfish)(?:-|$)/;

const findCipher = (name) => byName.get(name) ?? byName.get(StringPrototypeToLowerCase(name));
const isLegacyCipher = (name) => RegExpPrototypeExec(legacy, StringPrototypeToLowerCase(name)) !== null;

module.exports = { byNumber, findCipher, isLegacyCipher, listed };
