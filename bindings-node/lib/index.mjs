// For bundlers, which take of these files what is asked for. Node itself loads `dist`, where they are one.

export { Account } from './account.js';
export {
  InternalError,
  MalformedError,
  MisuseError,
  PaystateError,
  RefusedError,
  UnauthenticError,
} from './errors.js';
export {
  advance,
  countdown,
  Payment,
  Progress,
  rebuildTimeline,
  Schedule,
  schedule,
  settle,
} from './judge.js';
export { Observation } from './observation.js';
export { explain, providers } from './profiles.js';
export { HttpRequest, Page, Receipt, Token } from './read.js';
