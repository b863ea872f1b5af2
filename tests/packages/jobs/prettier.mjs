import prettier from 'prettier';

const sources = {
  babel: 'const a={b:1,c:[1,2,3]};async function f(x,y=2){for await(const z of x)yield_(z);return a?.b??y}', typescript: 'type A<T>={a:T|undefined};enum E{A,B}export const f=<T,>(x:T):A<T>=>({a:x})', css: 'a{color:red;b:c}@media (x){d{e:f}}', scss: '$a:1;.b{&:hover{c:$a}}', less: '@a:1;.b{c:@a}',
  json: '{"a":[1,2,{"b":null}]}', markdown: '# a\n* b\n* c\n\n|a|b|\n|-|-|\n|1|2|\n', html: '<div><p>a</p><script>let a=1</script></div>', yaml: 'a:   1\nb:\n    - c\n', graphql: 'query{a(b:1){c d}}', vue: '<template><p>{{a}}</p></template><script>export default {a:1}</script>',
};
for (const parser in sources) console.log(`${parser}:\n${await prettier.format(sources[parser], { parser })}`);
console.log(await prettier.format('let a = "x"', { parser: 'babel', semi: false, singleQuote: true, tabWidth: 4 }), await prettier.check('a;\n', { parser: 'babel' }));
console.log((await prettier.formatWithCursor('a  =  1', { parser: 'babel', cursorOffset: 3 })).cursorOffset, (await prettier.getFileInfo('x.ts')).inferredParser, (await prettier.getSupportInfo()).languages.length > 20);
for (const bad of [{ parser: 'babel' }, { parser: 'no-such-parser' }, {}]) await prettier.format('let = ;', bad).catch((error) => console.log(error.name, error.message));
