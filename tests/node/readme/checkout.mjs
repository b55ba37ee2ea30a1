// The loop of README: a customer buys, and the provider is asked until it is decided.

// README begins here.
import { schedule } from 'paystate';
import { insert } from './shop.mjs'; // yours: `INSERT`s a row, the payment's reference and the payment as JSON
import { account, askAgain, takeIn } from './webhook.mjs';

/** A customer buys. The record is stored before anything is sent. */
export async function buy(order, now = new Date()) {
  const [payment, request] = [account.open(order, { now }), account.create(order, { now })];
  await insert(payment);
  try {
    const seen = account.parseCreated(order, await send(request), { now });
    await takeIn(payment.reference, seen, now);
    return seen; // `address` or `link` is where the customer pays
  } catch (error) {
    // Unless it was refused, the order may exist all the same: ask by reference, do not create it again.
    if (error.code !== 'refused' || error.outcomeUnknown) await askAgain(payment, now, now);
    throw error;
  }
}

/** The timer rang: ask the provider. */
export async function poll(payment, now = new Date()) {
  try {
    const seen = account.parse(payment, await send(account.query(payment, { now })), { now });
    await takeIn(payment.reference, seen, now);
  } catch (error) {
    // The payment is unchanged. A Retry-After holds the next question back.
    await askAgain(payment, schedule(payment, { now, notBefore: error.retryAt }).pollAt, now);
    throw error;
  }
}

/** Any HTTP client does, if it hands over answers of every status. */
async function send(request) {
  const answer = await fetch(request.url, request);
  return { status: answer.status, headers: answer.headers, body: await answer.arrayBuffer() };
}
// README ends.
