import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

console.log(Jieba.withDict(dict).cut('我们中出了一个叛徒', true));
