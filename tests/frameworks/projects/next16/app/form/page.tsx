import { save } from './actions';
import Sum from './sum';

export const metadata = { title: 'Form' };

export default function Page() {
  return <><form action={save} id="save"><input name="name" /><button>save</button></form><Sum /></>;
}
