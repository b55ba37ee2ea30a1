// How README takes in a webhook, and what its recipes and its loop call.

// README begins here.
import { Account, advance, UnauthenticError } from 'paystate';
import { commit, load, wakeAt } from './shop.mjs'; // yours: a table of payments, and a timer
// load(reference): the row of that reference, a plain object as it was stored; `undefined` where there is none.
// commit(old, progress): in one transaction, `UPDATE`s the row to `progress.payment` where it still is `old`, and, if it
//   was, queues `progress.action` to be carried out. Whether it was.
// wakeAt(date, payment): has `poll` called for this payment at that time.

export const account = new Account('payin', {
  api_key: process.env.PAYIN_API_KEY,
  webhook_secret: process.env.PAYIN_WEBHOOK_SECRET,
});

/** Takes in a webhook with its raw body, and says what to answer. */
export async function receive(webhook, now = new Date()) {
  try {
    const { observations, reply } = account.receive(webhook, { now }); // verified before anything is read
    for (const seen of observations) await takeIn(seen.reference, seen, now);
    return reply;
  } catch (error) {
    if (error instanceof UnauthenticError) return error.reply; // not from the provider: do nothing else
    throw error;
  }
}

/** Whatever was seen, and however: advance, store by compare-and-set, and only then act. */
export async function takeIn(reference, seen, now) {
  for (;;) {
    const payment = reference && (await load(reference));
    if (!payment) return; // not an order of ours
    const progress = advance(payment, seen, { now }); // every trouble is in it
    if (await commit(payment, progress)) return askAgain(progress.payment, progress.pollAt, now);
    // Another worker was faster: take the newer row.
  }
}

/** At least five seconds lie between two questions about one payment: `pollAt` can be now. */
export async function askAgain(payment, pollAt, now) {
  if (pollAt) await wakeAt(new Date(Math.max(pollAt.getTime(), now.getTime() + 5_000)), payment);
}
// README ends.
