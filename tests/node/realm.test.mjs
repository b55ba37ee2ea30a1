// Whose errors they are: ours in every context that runs the module, and a caller's never ours.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';
import vm from 'node:vm';

import { advance, Payment, schedule, settle } from 'paystate';

import { account, answer, at, packageRoot, webhook } from './support.mjs';

/** The library in a context with classes of its own, as Jest loads it. */
function elsewhere() {
  const path = join(packageRoot, 'dist/index.js');
  const module = { exports: {} };
  const context = vm.createContext({ module, Buffer, process, require: createRequire(path) });
  vm.runInContext(`(function () {${readFileSync(path, 'utf8')}})()`, context, { filename: path });
  return { context, paystate: module.exports };
}

test('in a context of its own, errors are what they are in any other', () => {
  const { context, paystate } = elsewhere();
  assert.notEqual(vm.runInContext('Error', context), Error);
  const own = new paystate.Account('payin', { webhook_secret: 'whsec_1' });
  const { headers, body } = webhook();
  assert.equal(own.receive({ headers, body }, at).eventId, 'evt_1');
  const seen = own.parse({ id: 'o-1' }, answer(), at);
  const payment = { v: 1, status: 'pending' };
  assert.equal(paystate.advance(payment, seen, at).action, 'fulfill');
  const wrong = [
    [() => own.receive({ headers, body: Buffer.from('{}') }, at), 'UnauthenticError', 'wrong_signature'],
    [() => own.parse({ id: 'o' }, { status: 503, body }, at), 'RefusedError', undefined],
    [() => own.parse({ id: 'o' }, { status: 200, body: Buffer.from('{') }, at), 'MalformedError', 'syntax'],
    [() => own.query({}, at), 'MisuseError', 'missing'],
    [() => paystate.advance({ ...payment, v: 2 }, seen, at), 'MisuseError', 'newer_version'],
    [() => new paystate.Account('nobody'), 'MisuseError', 'unknown_name'],
  ];
  for (const [call, name, reason] of wrong) {
    assert.throws(call, (error) => {
      assert.ok(error instanceof paystate[name] && error instanceof paystate.PaystateError, String(error));
      assert.deepEqual([error.name, error.reason], [name, reason]);
      return true;
    });
  }
});

test('what a caller throws comes back as it was', () => {
  const payment = { v: 1, status: 'pending', fulfilled: false, released: false, reversed: false };
  const seen = account.parse({ id: 'o-1' }, answer(), at);
  const { headers, body } = webhook();
  const reply = { status: 200, contentType: 'text/plain', body: 'ok' };
  const hostile = [
    Error(JSON.stringify({ code: 'unauthentic', message: 'x', reason: 'wrong_signature', reply })),
    Error('{boom'),
    Error('{"code":"misuse"}'),
    Object.freeze({ message: '{"code":"internal"}' }),
    'a text',
    null,
    undefined,
  ];
  for (const thrown of hostile) {
    const trap = (object, key) =>
      Object.defineProperty({ ...object }, key, {
        enumerable: true,
        get() {
          throw thrown;
        },
      });
    const calls = [
      () => advance(trap(payment, 'status'), seen, at),
      () => advance(payment, trap(seen.toJSON(), 'status'), at),
      () => schedule(trap(payment, 'status'), at),
      () => settle(trap(payment, 'status'), {}),
      () => Payment.stringify(trap(payment, 'status')),
      () => account.query(trap({}, 'id'), at),
      () => account.parse(trap({}, 'id'), answer(), at),
      () => account.parse({}, trap(answer(), 'headers'), at),
      () => account.receive(trap({ headers }, 'body'), at),
      () => account.receive({ headers: trap({}, 'X-Any'), body }, at),
      () => account.create(trap({}, 'amount'), at),
    ];
    for (const call of calls) {
      let caught = call;
      try {
        call();
      } catch (error) {
        caught = error;
      }
      assert.equal(caught, thrown, String(call));
    }
  }
});
