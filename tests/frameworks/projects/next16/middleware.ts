import { NextResponse, type NextRequest } from 'next/server';

export function middleware(request: NextRequest) {
  if (request.nextUrl.pathname === '/blocked') return new NextResponse('blocked', { status: 403 });
  if (request.nextUrl.pathname === '/moved') return NextResponse.rewrite(new URL('/post/2', request.url));
  const headers = new Headers(request.headers);
  headers.set('x-seen', 'by the middleware');
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('x-middleware', 'yes');
  return response;
}

export const config = { matcher: ['/blocked', '/moved', '/cookies', '/api/:path*'] };
