import { error } from '@sveltejs/kit';

export function load({ params }) {
  if (Number(params.id) > 5) error(404, 'no such post');
  return { id: params.id };
}
