import Button from './Button.jsx';

export default { title: 'Button', component: Button, tags: ['autodocs'], args: { label: 'press' } };

export const Primary = { args: { primary: true } };
export const Plain = {};
