'use server';
import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';

export async function save(form: FormData) {
  (await cookies()).set('name', String(form.get('name')));
  revalidatePath('/isr');
  redirect('/cookies');
}

export async function add(before: number, form: FormData) {
  return before + Number(form.get('more'));
}
