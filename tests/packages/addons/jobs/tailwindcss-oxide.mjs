import { Scanner } from '@tailwindcss/oxide';

const content = '<div class="flex p-4 hover:bg-red-500 [color:red]">';
console.log(new Scanner({}).scanFiles([{ content, extension: 'html' }]).sort());
