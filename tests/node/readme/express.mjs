// README begins here.
import express from 'express';
import { receive } from './webhook.mjs';

export const app = express();
// `express.raw` for this route, and before any `express.json()` that would take the bytes away.
app.post('/webhooks/payin', express.raw({ type: () => true, limit: '1mb' }), async (req, res) => {
  const reply = await receive({ headers: req.headers, body: req.body, path: req.originalUrl });
  res.status(reply.status).type(reply.contentType).send(reply.body);
});
// README ends.
