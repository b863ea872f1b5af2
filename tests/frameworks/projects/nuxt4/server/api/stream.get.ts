export default defineEventHandler((event) => sendStream(event, new ReadableStream({
  async start(controller) {
    for (let i = 0; i < 3; i++) { controller.enqueue(`part ${i}\n`); await new Promise((resolve) => { setTimeout(resolve, 10); }); }
    controller.close();
  },
})));
