// README's first lines: a webhook becomes a decision.

// README begins here.
import { Account, advance } from 'paystate';

const now = new Date('2025-01-28T12:00:00Z'); // yours: new Date()
const account = new Account('payin', { webhook_secret: 'your_webhook_secret' });
const payment = account.open({ reference: 'R-1', amount: { value: '100.00', currency: 'USDT' } }, { now }); // to store

const data = '{"orderReference":"R-1","amount":"100.00","currency":"USDT"}';
const body = new TextEncoder().encode(`{"id":"evt_1","type":"order.completed","data":${data}}`); // the raw body
const headers = account.signWebhook(body, { now }); // yours: the headers that came with it
const [seen] = account.receive({ headers, body }, { now }).observations; // verified before anything is read
const { action, payment: next } = advance(payment, seen, { now }); // 'fulfill': store `next`, then hand over the goods

// README ends

export { action, next };
