// The same types for `require`.

import paystate = require('paystate');

const account: paystate.Account<'payin'> = new paystate.Account('payin');
const request: paystate.HttpRequest = account.query({ id: 'o' }, { now: new Date(0) });
const status: paystate.Status = 'paid';

export = { request, status };
