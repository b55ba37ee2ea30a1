// README begins here.
import Fastify from 'fastify';
import { receive } from './webhook.mjs';

export const app = Fastify();
app.register(async (webhooks) => {
  // In this scope alone, bodies stay the bytes they came as.
  webhooks.removeAllContentTypeParsers();
  webhooks.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  webhooks.post('/webhooks/payin', async ({ headers, body, originalUrl }, answer) => {
    const reply = await receive({ headers, body, path: originalUrl });
    return answer.code(reply.status).type(reply.contentType).send(reply.body);
  });
});
// README ends.
