// JSON of which nothing is lost: numbers that a double cannot hold keep their digits, objects and lists their text.

const RAW = Symbol('raw');

/** A number by its digits. */
export class Digits {
  constructor(text) {
    this.text = text;
  }
}

/** The text that an object or a list of `read` was read from; of anything else the JSON that it has. */
export function raw(value) {
  return value?.[RAW] ?? JSON.stringify(value);
}

/** Reads JSON. */
export function read(text) {
  let at = 0;

  function blanks() {
    while (' \n\r\t'.includes(text[at]) && at < text.length) at++;
  }

  function token(pattern) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) throw new SyntaxError(`JSON at ${at}`);
    at = pattern.lastIndex;
    return found[0];
  }

  function list(close, add) {
    const start = at;
    at++;
    blanks();
    while (text[at] !== close) {
      add();
      blanks();
      if (text[at] === ',') at++;
      blanks();
    }
    at++;
    return text.slice(start, at);
  }

  function value() {
    blanks();
    if (text[at] === '{') {
      const object = {};
      const source = list('}', () => {
        const key = string();
        blanks();
        at++;
        Object.defineProperty(object, key, { value: value(), enumerable: true, configurable: true, writable: true });
      });
      Object.defineProperty(object, RAW, { value: source });
      return object;
    }
    if (text[at] === '[') {
      const items = [];
      const source = list(']', () => items.push(value()));
      Object.defineProperty(items, RAW, { value: source });
      return items;
    }
    if (text[at] === '"') return string();
    const word = token(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
    if (!/\d/.test(word)) return JSON.parse(word);
    return String(Number(word)) === word ? Number(word) : new Digits(word);
  }

  function string() {
    return JSON.parse(token(/"(?:[^"\\]|\\.)*"/y));
  }

  const whole = value();
  blanks();
  if (at !== text.length) throw new SyntaxError(`JSON ends at ${at}`);
  return whole;
}

/** The value of a decimal, whatever its spelling; `undefined` for what is none. */
export function decimal(value) {
  const text = value instanceof Digits ? value.text : String(value);
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (found === null) return undefined;
  const [, sign, whole, fraction = '', exponent = '0'] = found;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
