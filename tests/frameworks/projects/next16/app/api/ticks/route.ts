export const dynamic = 'force-dynamic';

export function GET() {
  const encoder = new TextEncoder();
  return new Response(new ReadableStream({
    async start(controller) {
      for (let i = 0; i < 4; i++) {
        controller.enqueue(encoder.encode(`data: ${i}\n\n`));
        await new Promise((resolve) => { setTimeout(resolve, 20); });
      }
      controller.close();
    },
  }), { headers: { 'content-type': 'text/event-stream' } });
}
