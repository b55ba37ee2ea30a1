export { Account } from './lib/account.js';
export {
  InternalError,
  MalformedError,
  MisuseError,
  PaystateError,
  RefusedError,
  UnauthenticError,
} from './lib/errors.js';
export {
  advance,
  countdown,
  Payment,
  Progress,
  rebuildTimeline,
  Schedule,
  schedule,
  settle,
} from './lib/judge.js';
export { Observation } from './lib/observation.js';
export { explain, providers } from './lib/profiles.js';
export { HttpRequest, Page, Receipt, Token } from './lib/read.js';
