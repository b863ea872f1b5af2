import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import inquirer from 'inquirer';

// Two streams stand in for a terminal; each answer is typed when its question has been printed.
function terminal(answers) {
  const input = new PassThrough();
  const output = new PassThrough();
  input.isTTY = output.isTTY = true;
  input.setRawMode = () => input;
  output.columns = 80;
  output.rows = 24;
  output.end = () => output;  // outlives each question, as standard output does
  output.on('data', (chunk) => {
    const shown = stripVTControlCharacters(chunk.toString());
    const index = answers.findIndex(([question]) => shown.includes(question));
    if (index < 0) return;
    const { 1: keys } = answers.splice(index, 1)[0];
    keys.forEach((key, i) => setTimeout(() => input.write(key), 50 * (i + 1)));
  });
  return { input, output };
}

const waiting = setInterval(() => {}, 1000);
const prompt = inquirer.createPromptModule(terminal([['Your name', ['Ann', '\r']], ['Sure', ['y', '\r']], ['Which one', ['\x1b[B', '\r']], ['Which of', [' ', '\r']], ['How many', ['7', '\r']]]));
const answers = await prompt([
  { type: 'input', name: 'name', message: 'Your name' },
  { type: 'confirm', name: 'sure', message: 'Sure' },
  { type: 'select', name: 'one', message: 'Which one', choices: ['a', 'b', 'c'] },
  { type: 'checkbox', name: 'some', message: 'Which of', choices: ['p', 'q'] },
  { type: 'number', name: 'count', message: 'How many' },
  { type: 'input', name: 'skipped', message: 'Never', when: (given) => !given.sure },
]);
console.log(answers);
console.log(new inquirer.Separator().type, Object.keys(prompt.prompts).sort());
const controller = new AbortController();
setTimeout(() => controller.abort(), 50);
await inquirer.createPromptModule({ ...terminal([]), signal: controller.signal })([{ type: 'input', name: 'x', message: 'Waits' }]).catch((error) => console.log(error.name, error.message));
clearInterval(waiting);
