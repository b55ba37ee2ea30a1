// With the web's types: a request goes to `fetch` as it is, and what comes back is read as it is.

import { Account, type HttpResponse, type Observation } from 'paystate';

const account = new Account('payin', { api_key: 'k' });

export async function ask(id: string, now: Date): Promise<Observation> {
  const request = account.query({ id }, { now });
  const response = await fetch(request.url, request);
  const answer: HttpResponse = {
    status: response.status,
    headers: response.headers,
    body: await response.arrayBuffer(),
  };
  return account.parse({ id }, answer, { now });
}

export const hint: Observation = account.parseRedirect(new URL('https://shop.example/?orderReference=R-1'));
