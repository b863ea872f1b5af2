export default defineEventHandler(async (event) => {
  const body = await readBody(event);
  setCookie(event, 'a', '1', { httpOnly: true });
  setResponseStatus(event, 201);
  return { got: body };
});
