import { Lang, js, parseAsync } from '@ast-grep/napi';

const root = js.parse('console.log(1); foo(2)').root();
const found = root.find('console.log($A)');
console.log(found.text(), found.getMatch('A').text(), found.range(), root.findAll({ rule: { kind: 'call_expression' } }).map((x) => x.text()));
console.log(root.commitEdits([found.replace('print(1)')]), (await parseAsync(Lang.TypeScript, 'let a: number')).root().kind());
