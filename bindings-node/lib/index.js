'use strict';

const { Account } = require('./account.js');
const errors = require('./errors.js');
const judge = require('./judge.js');
const { Observation } = require('./observation.js');
const { explain, providers } = require('./profiles.js');
const { HttpRequest, Page, Receipt, Token } = require('./read.js');

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
