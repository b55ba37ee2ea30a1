// README begins here.
// app/webhooks/payin/route.js; and in next.config.js: serverExternalPackages: ['paystate']
import { receive } from './webhook.mjs';

export const runtime = 'nodejs';

export async function POST(request) {
  const { pathname, search } = new URL(request.url);
  const body = await request.arrayBuffer(); // not request.json()
  const reply = await receive({ headers: request.headers, body, path: pathname + search });
  return new Response(reply.body, { status: reply.status, headers: { 'content-type': reply.contentType } });
}
// README ends.
