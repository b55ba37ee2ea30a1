// README begins here.
import { Hono } from 'hono';
import { receive } from './webhook.mjs';

export const app = new Hono();
app.post('/webhooks/payin', async (c) => {
  const { pathname, search } = new URL(c.req.url);
  const body = await c.req.arrayBuffer(); // not c.req.json()
  const reply = await receive({ headers: c.req.raw.headers, body, path: pathname + search });
  return c.body(reply.body, reply.status, { 'content-type': reply.contentType });
});
// README ends.
