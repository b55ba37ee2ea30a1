// The ten lines of README, and what its recipes call.

// README begins here.
import { Account, advance, UnauthenticError } from 'paystate';
import { act, commit, load } from './shop.mjs'; // yours: a table of payments, and what an action means

const account = new Account('payin', { webhook_secret: process.env.PAYIN_WEBHOOK_SECRET });

/** Takes in a webhook with its raw body, and says what to answer. */
export async function receive(webhook, now = new Date()) {
  try {
    const { observations, reply } = account.receive(webhook, { now }); // verified before anything is read
    for (const seen of observations) {
      const payment = await load(seen.reference); // a plain object, as it was stored
      const progress = advance(payment, seen, { now }); // every trouble is in it
      if (await commit(payment, progress.payment)) await act(progress); // store first, then act
    }
    return reply;
  } catch (error) {
    if (error instanceof UnauthenticError) return error.reply; // not from the provider: do nothing else
    throw error;
  }
}
// README ends.
