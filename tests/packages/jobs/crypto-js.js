'use strict';

const CryptoJS = require('crypto-js');

console.log(CryptoJS.MD5('message').toString(), CryptoJS.SHA256('message').toString(CryptoJS.enc.Base64));
console.log(CryptoJS.HmacSHA512('message', 'key').toString());
console.log(CryptoJS.PBKDF2('password', CryptoJS.enc.Hex.parse('00ff'), { keySize: 8, iterations: 10 }).toString());
const key = CryptoJS.enc.Hex.parse('000102030405060708090a0b0c0d0e0f');
const iv = CryptoJS.enc.Hex.parse('101112131415161718191a1b1c1d1e1f');
const sealed = CryptoJS.AES.encrypt('a text to keep', key, { iv, mode: CryptoJS.mode.CTR, padding: CryptoJS.pad.NoPadding });
console.log(sealed.ciphertext.toString(), CryptoJS.AES.decrypt(sealed, key, { iv, mode: CryptoJS.mode.CTR, padding: CryptoJS.pad.NoPadding }).toString(CryptoJS.enc.Utf8));
const withPassword = CryptoJS.AES.encrypt('another', 'password').toString();
console.log(withPassword.slice(0, 10), CryptoJS.AES.decrypt(withPassword, 'password').toString(CryptoJS.enc.Utf8));
console.log(CryptoJS.RC4.encrypt('x', key).ciphertext.toString(), CryptoJS.TripleDES.encrypt('x', key, { iv }).toString());
try {
  CryptoJS.enc.Utf8.stringify(CryptoJS.enc.Hex.parse('ff'));
} catch (error) {
  console.log(error.message);
}
