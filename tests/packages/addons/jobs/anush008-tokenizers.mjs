import { BPE, Tokenizer, whitespacePreTokenizer } from '@anush008/tokenizers';

const tokenizer = new Tokenizer(BPE.init({ a: 0, b: 1, ab: 2 }, [['a', 'b']]));
tokenizer.setPreTokenizer(whitespacePreTokenizer());
const encoded = await tokenizer.encode('ab a b');
console.log(encoded.getIds(), encoded.getTokens(), await tokenizer.decode([2, 0], true));
