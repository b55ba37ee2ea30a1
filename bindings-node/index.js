'use strict';

const { Account } = require('./lib/account.js');
const errors = require('./lib/errors.js');
const judge = require('./lib/judge.js');
const { Observation } = require('./lib/observation.js');
const { explain, providers } = require('./lib/profiles.js');
const { HttpRequest, Page, Receipt, Token } = require('./lib/read.js');

module.exports = {
  Account,
  HttpRequest,
  InternalError: errors.InternalError,
  MalformedError: errors.MalformedError,
  MisuseError: errors.MisuseError,
  Observation,
  Page,
  Payment: judge.Payment,
  PaystateError: errors.PaystateError,
  Progress: judge.Progress,
  Receipt,
  RefusedError: errors.RefusedError,
  Schedule: judge.Schedule,
  Token,
  UnauthenticError: errors.UnauthenticError,
  advance: judge.advance,
  countdown: judge.countdown,
  explain,
  providers,
  rebuildTimeline: judge.rebuildTimeline,
  schedule: judge.schedule,
  settle: judge.settle,
};
