'use client';
import { useActionState } from 'react';
import { add } from './actions';

export default function Sum() {
  const [sum, action] = useActionState(add, 40);
  return <form action={action} id="sum"><input name="more" /><output>sum {sum}</output></form>;
}
