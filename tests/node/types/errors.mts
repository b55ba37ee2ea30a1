// Errors are a union, told apart by `code` and then by `reason`.

import {
  InternalError,
  type MalformedReason,
  MisuseError,
  PaystateError,
  type Reply,
  type UnauthenticReason,
} from 'paystate';

export function answer(error: unknown): Reply | undefined {
  if (!(error instanceof PaystateError)) {
    throw error;
  }
  switch (error.code) {
    case 'unauthentic': {
      const reason: UnauthenticReason = error.reason;
      return reason === 'stale' ? undefined : error.reply;
    }
    case 'malformed': {
      const reason: MalformedReason = error.reason;
      const at: [string | undefined, number | undefined] = [error.field, error.offset];
      throw new Error(`${reason} ${at}`);
    }
    case 'refused': {
      const later: Date | undefined = error.retryAt;
      if (error.retryable && later !== undefined && error.category === 'rate_limited') return undefined;
      // @ts-expect-error
      return error.reply;
    }
    case 'misuse': {
      const field: string = error.field;
      const expected: readonly string[] | undefined = error.expected;
      if (expected === undefined) throw error;
      throw new Error(field, { cause: error.expected });
    }
    case 'internal':
      throw error;
    default: {
      const never: never = error;
      return never;
    }
  }
}

export function field(error: unknown): string | undefined {
  return error instanceof MisuseError ? error.field : undefined;
}

// @ts-expect-error
new InternalError();
