import { json } from '@sveltejs/kit';

export const GET = ({ locals }) => json({ seen: locals.seen });
export const POST = async ({ request }) => json({ got: await request.json() }, { status: 201 });
