import { asyncPinyin, pinyin } from '@napi-rs/pinyin';

console.log(pinyin('中文'), await asyncPinyin('拼音'));
