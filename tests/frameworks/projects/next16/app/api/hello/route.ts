import { NextResponse, type NextRequest } from 'next/server';

export async function GET(request: NextRequest) {
  return NextResponse.json({ q: request.nextUrl.searchParams.get('q'), seen: request.headers.get('x-seen') });
}

export async function POST(request: Request) {
  const form = await request.formData();
  const file = form.get('file') as File;
  return new Response(`${file.name} ${file.size} ${await file.text()}`, { status: 201, headers: { 'set-cookie': 'a=1; HttpOnly' } });
}
