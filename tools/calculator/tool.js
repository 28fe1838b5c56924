// Arithmetic as people write it. Whole numbers and fractions are exact, as quotients of two BigInts (0.1 + 0.2 is 0.3);
// what roots, logarithms and trigonometry give is a double. The parser is precedence climbing.

const LONGEST_POWER_BITS = 4000; // about 1,200 digits
const LARGEST_FACTORIAL = 300;
const DEEPEST = 60;

const WORDS = {
  plus: "+", add: "+", minus: "-", subtract: "-", times: "*", x: "*", of: "of", "multiplied by": "*", "divided by": "/", over: "/", per: "/",
  mod: "mod", modulo: "mod", "to the power of": "^", squared: "²", cubed: "³", percent: "%", "per cent": "%", deg: "°", degrees: "°", degree: "°",
};
const SYMBOLS = { "[": "(", "]": ")", "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "**": "^", "//": "/" };

export default function calculate({ expression }) {
  const text = expression.replace(/[\s=?.]+$/, "");
  if (text === "") throw new Error("The expression is empty. Write one such as '(1 + 2) * 3'.");
  const parser = { text, tokens: scan(text), next: 0, depth: 0 };
  const value = parse(parser, 1);
  if (peek(parser).kind !== "end") {
    const hint = peek(parser).kind === "," ? " Decimals are written with a point and thousands in groups of three, as in 1,234.5." : "";
    throw expected(parser, "an operator", hint);
  }
  return write(value);
}

// ---- scanning ----

function scan(text) {
  const tokens = [];
  const calls = []; // for each open bracket: whether it holds arguments, where a comma does not group digits
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    let match;
    if ((match = /^\s+/.exec(rest))) {
      at += match[0].length;
      continue;
    }
    const token = { start: at, kind: "", value: null };
    const inArguments = calls.at(-1) === true;
    if ((match = (inArguments ? /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i : /^(\d{1,3}(,\d{3})+(\.\d+)?(?![\d,])|\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i).exec(rest))) {
      token.kind = "number";
      token.value = readNumber(match[0].replaceAll(",", ""));
    } else if ((match = /^square root\b/i.exec(rest))) {
      token.kind = "name";
      token.value = "sqrt";
    } else if ((match = /^(multiplied by|divided by|to the power of|per cent)\b/i.exec(rest))) {
      token.kind = WORDS[match[0].toLowerCase()];
    } else if ((match = /^[a-zπ][a-z]*(10|2)?/i.exec(rest))) {
      const name = match[0].toLowerCase();
      token.kind = Object.hasOwn(WORDS, name) ? WORDS[name] : "name";
      token.value = name;
    } else if ((match = /^(\*\*|\/\/)/.exec(rest)) || (match = /^[-+*/^%!()[\]²³°√,×·÷−–]/.exec(rest))) {
      token.kind = SYMBOLS[match[0]] ?? match[0];
    } else {
      throw new Error(`The character '${String.fromCodePoint(rest.codePointAt(0))}' at position ${at + 1} is not part of arithmetic. Write numbers, + - * / ^ %, brackets and functions such as sqrt(16).`);
    }
    if (token.kind === "(") calls.push(tokens.at(-1)?.kind === "name" && Object.hasOwn(FUNCTIONS, tokens.at(-1).value));
    if (token.kind === ")") calls.pop();
    at += match[0].length;
    token.end = at;
    tokens.push(token);
  }
  tokens.push({ kind: "end", start: text.length, end: text.length });
  return tokens;
}

function readNumber(text) {
  const [, whole, fraction = "", exponent = "0"] = /^(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  const power = Number(exponent) - fraction.length;
  if (Math.abs(power) > 1000) throw new Error(`The number '${text}' is too large or too small. Exponents go to 1000.`);
  const digits = BigInt(whole + fraction);
  return power >= 0 ? rational(digits * 10n ** BigInt(power), 1n) : rational(digits, 10n ** BigInt(-power));
}

// ---- parsing ----

const peek = parser => parser.tokens[parser.next];
const isOperand = token => ["number", "(", "name", "√"].includes(token.kind);
// A '%' is a remainder before an operand, and a percentage anywhere else.
const isPercent = parser => peek(parser).kind === "%" && !isOperand(parser.tokens[parser.next + 1]);

function level(parser) {
  const { kind } = peek(parser);
  if (kind === "+" || kind === "-") return 1;
  if (kind === "%") return isPercent(parser) ? 5 : 2;
  if (["*", "/", "mod", "of", "(", "name", "√"].includes(kind)) return 2;
  if (kind === "^") return 4;
  if (["!", "²", "³", "°"].includes(kind)) return 5;
  return 0;
}

function parse(parser, least) {
  if (++parser.depth > DEEPEST) throw new Error(`The expression is nested more than ${DEEPEST} deep at position ${peek(parser).start + 1}. Compute the inner part first.`);
  let left = prefix(parser);
  for (let now = level(parser); now !== 0 && now >= least; now = level(parser))
    left = now === 5 ? postfix(parser, left) : infix(parser, left, now);
  parser.depth--;
  return left;
}

function prefix(parser) {
  const token = peek(parser);
  if (token.kind === "number") return parser.next++, token.value;
  if (token.kind === "-") return parser.next++, multiply(rational(-1n, 1n), parse(parser, 3));
  if (token.kind === "+") return parser.next++, parse(parser, 3);
  if (token.kind === "√") return parser.next++, squareRoot(parse(parser, 3));
  if (token.kind === "(") return group(parser, token)[0];
  if (token.kind === "name") return named(parser, token);
  throw expected(parser, "a number or '('");
}

function group(parser, open, isCall = false) {
  parser.next++;
  const values = [parse(parser, 1)];
  while (isCall && peek(parser).kind === ",") {
    parser.next++;
    values.push(parse(parser, 1));
  }
  if (peek(parser).kind !== ")") throw expected(parser, `an operator or ')' for the '(' at position ${open.start + 1}`);
  parser.next++;
  return values.map(value => ({ ...value, isPercent: false }));
}

function named(parser, token) {
  parser.next++;
  if (Object.hasOwn(CONSTANTS, token.value)) return CONSTANTS[token.value];
  if (!Object.hasOwn(FUNCTIONS, token.value))
    throw new Error(`Unknown name '${token.value}' at position ${token.start + 1}. Known names: ${[...Object.keys(CONSTANTS), ...Object.keys(FUNCTIONS)].sort().join(", ")}.`);
  const [fewest, most, apply] = FUNCTIONS[token.value];
  if (peek(parser).kind === "of") parser.next++;
  const values = peek(parser).kind === "(" ? group(parser, peek(parser), true)
    : isOperand(peek(parser)) || peek(parser).kind === "-" ? [parse(parser, 3)]
    : (() => { throw expected(parser, `'(' and the value of '${token.value}'`); })();
  if (values.length < fewest || values.length > most)
    throw new Error(`'${token.value}' at position ${token.start + 1} takes ${fewest === most ? fewest : most === Infinity ? `at least ${fewest}` : `${fewest} or ${most}`} value${most === 1 ? "" : "s"}, not ${values.length}.`);
  return apply(...values);
}

function postfix(parser, left) {
  const { kind } = parser.tokens[parser.next++];
  if (kind === "%") return { ...divide(left, rational(100n, 1n)), isPercent: true };
  if (kind === "!") return factorial(left);
  if (kind === "°") return approximate(toDouble(left) * Math.PI / 180);
  return power(left, rational(kind === "²" ? 2n : 3n, 1n));
}

function infix(parser, left, now) {
  const token = peek(parser);
  if (!isOperand(token)) parser.next++; // between '2' and '(3)' a product is meant
  const right = parse(parser, now === 4 ? 3 : now + 1); // powers bind to the right, and 2^-1 is read
  // In 100 + 10% the percentage is one of what stands before it; in 5% + 10% it is not.
  const share = right.isPercent && !left.isPercent ? multiply(left, right) : right;
  switch (token.kind) {
    case "+": return add(left, share);
    case "-": return add(left, multiply(rational(-1n, 1n), share));
    case "/": return divide(left, right, token);
    case "%": case "mod": return remainder(left, right, token);
    case "^": return power(left, right);
    default: return multiply(left, right);
  }
}

function expected(parser, what, hint = "") {
  const token = peek(parser);
  const before = parser.text.slice(0, token.start).trimEnd().slice(-12);
  const where = token.kind === "end" ? "at the end" : `at position ${token.start + 1}`;
  const found = token.kind === "end" ? "" : `; found '${parser.text.slice(token.start, token.end)}'`;
  return new Error(`Expected ${what} ${where}${before ? `, after '${before}'` : ""}${found}.${hint}`);
}

// ---- numbers: { n, d } is the quotient of two BigInts, { double } an approximation ----

function rational(n, d) {
  if (d < 0n) [n, d] = [-n, -d];
  const divisor = gcd(n < 0n ? -n : n, d);
  return divisor === 1n || divisor === 0n ? { n, d } : { n: n / divisor, d: d / divisor };
}

function gcd(a, b) {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function approximate(double) {
  if (Number.isNaN(double)) throw new Error("The result is not a real number.");
  if (!Number.isFinite(double)) throw new Error("The result is too large.");
  // sin(180°) is not exactly 0 in doubles; 15 digits are what is claimed.
  return { double: Math.abs(double) < 1e-15 ? 0 : double };
}

const isExact = value => value.n !== undefined;
const isWhole = value => isExact(value) && value.d === 1n;
const isZero = value => isExact(value) ? value.n === 0n : value.double === 0;

function toDouble(value) {
  if (!isExact(value)) return value.double;
  // The quotient of two large numbers: cut both to what a double holds.
  const excess = Math.max(0, Math.max(value.n.toString(2).length, value.d.toString(2).length) - 1000);
  const divisor = Number(value.d >> BigInt(excess));
  if (divisor === 0) throw new Error("The result is too large.");
  return Number(value.n >> BigInt(excess)) / divisor;
}

const add = (a, b) => isExact(a) && isExact(b) ? rational(a.n * b.d + b.n * a.d, a.d * b.d) : approximate(toDouble(a) + toDouble(b));
const multiply = (a, b) => isExact(a) && isExact(b) ? rational(a.n * b.n, a.d * b.d) : approximate(toDouble(a) * toDouble(b));
const compare = (a, b) => isExact(a) && isExact(b) ? Number(a.n * b.d > b.n * a.d) - Number(a.n * b.d < b.n * a.d) : Math.sign(toDouble(a) - toDouble(b));

function divide(a, b, token) {
  if (isZero(b)) throw new Error(`The quotient${token ? ` at position ${token.start + 1}` : ""} is a division by zero.`);
  return isExact(a) && isExact(b) ? rational(a.n * b.d, a.d * b.n) : approximate(toDouble(a) / toDouble(b));
}

// The remainder has the sign of the second number: -7 mod 3 is 2.
function remainder(a, b, token) {
  if (isZero(b)) throw new Error(`The remainder${token ? ` at position ${token.start + 1}` : ""} is a division by zero.`);
  const rest = isExact(a) && isExact(b) ? rational((a.n * b.d) % (b.n * a.d), a.d * b.d) : approximate(toDouble(a) % toDouble(b));
  return compare(rest, rational(0n, 1n)) * compare(b, rational(0n, 1n)) < 0 ? add(rest, b) : rest;
}

function power(base, exponent) {
  if (isExact(base) && isWhole(exponent)) {
    if (isZero(base) && exponent.n < 0n) throw new Error("0 to a negative power is a division by zero.");
    const times = exponent.n < 0n ? -exponent.n : exponent.n;
    const bits = Math.max(base.n.toString(2).length, base.d.toString(2).length);
    const isTrivial = base.d === 1n && (base.n === 0n || base.n === 1n || base.n === -1n);
    if (!isTrivial && times * BigInt(bits) > LONGEST_POWER_BITS) throw new Error(`The power has more than about ${Math.round(LONGEST_POWER_BITS * 0.3)} digits, which is too large.`);
    if (isTrivial) return rational(times === 0n ? 1n : times % 2n === 0n ? base.n * base.n : base.n, 1n);
    const [n, d] = [base.n ** times, base.d ** times];
    return exponent.n < 0n ? rational(d, n) : rational(n, d);
  }
  if (isExact(exponent) && exponent.n === 1n && exponent.d === 2n) return squareRoot(base);
  if (toDouble(base) < 0) throw new Error(`A negative number (${write(base)}) to the power of a fraction (${write(exponent)}) is not a real number.`);
  return approximate(Math.pow(toDouble(base), toDouble(exponent)));
}

function wholeRoot(n) {
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1); // Newton's method, from above
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function squareRoot(value) {
  if (toDouble(value) < 0) throw new Error(`The square root of a negative number (${write(value)}) is not a real number.`);
  if (isExact(value)) {
    const [n, d] = [wholeRoot(value.n), wholeRoot(value.d)];
    if (n * n === value.n && d * d === value.d) return rational(n, d);
  }
  return approximate(Math.sqrt(toDouble(value)));
}

function factorial(value) {
  if (!isWhole(value) || value.n < 0n || value.n > LARGEST_FACTORIAL) throw new Error(`A factorial takes a whole number from 0 to ${LARGEST_FACTORIAL}, not ${write(value)}.`);
  let product = 1n;
  for (let i = 2n; i <= value.n; i++) product *= i;
  return rational(product, 1n);
}

function floor(value) {
  if (!isExact(value)) return rational(BigInt(Math.floor(value.double)), 1n);
  const quotient = value.n / value.d;
  return rational(value.n < 0n && quotient * value.d !== value.n ? quotient - 1n : quotient, 1n);
}

const negate = value => multiply(rational(-1n, 1n), value);
const absolute = value => compare(value, rational(0n, 1n)) < 0 ? negate(value) : value;

// Halves go away from zero, as people round. Of a double its shortest decimal form is rounded.
function round(value, places = rational(0n, 1n)) {
  if (!isWhole(places) || places.n < -30n || places.n > 30n) throw new Error("'round' takes a whole number of places from -30 to 30.");
  const exact = isExact(value) ? value : decimal(value.double);
  const scale = power(rational(10n, 1n), places);
  const rounded = divide(floor(add(multiply(absolute(exact), scale), rational(1n, 2n))), scale);
  return exact.n < 0n ? negate(rounded) : rounded;
}

const decimal = double => double < 0 ? negate(decimal(-double)) : readNumber(String(Number(double.toPrecision(15))));
const whole = (name, value) => {
  if (!isWhole(value)) throw new Error(`'${name}' takes whole numbers, not ${write(value)}.`);
  return value.n < 0n ? -value.n : value.n;
};
const sum = (...values) => values.reduce(add);
const mean = (...values) => divide(sum(...values), rational(BigInt(values.length), 1n));
const extreme = sign => (...values) => values.reduce((best, value) => compare(value, best) * sign > 0 ? value : best);
const real = compute => value => approximate(compute(toDouble(value)));

function median(...values) {
  const sorted = [...values].sort(compare);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : mean(sorted[middle - 1], sorted[middle]);
}

function logarithm(value, base) {
  if (toDouble(value) <= 0) throw new Error(`A logarithm takes a number above 0, not ${write(value)}.`);
  const [x, b] = [toDouble(value), base === undefined ? 10 : toDouble(base)];
  if (b <= 0 || b === 1) throw new Error("The base of a logarithm is above 0 and not 1.");
  return approximate(b === 10 ? Math.log10(x) : b === 2 ? Math.log2(x) : Math.log(x) / Math.log(b));
}

// Name: fewest values, most values, what it does.
const FUNCTIONS = {
  abs: [1, 1, absolute],
  acos: [1, 1, real(Math.acos)],
  asin: [1, 1, real(Math.asin)],
  atan: [1, 1, real(Math.atan)],
  average: [1, Infinity, mean],
  avg: [1, Infinity, mean],
  cbrt: [1, 1, real(Math.cbrt)],
  ceil: [1, 1, value => negate(floor(negate(value)))],
  cos: [1, 1, real(Math.cos)],
  exp: [1, 1, real(Math.exp)],
  factorial: [1, 1, factorial],
  floor: [1, 1, floor],
  gcd: [2, Infinity, (...values) => rational(values.map(v => whole("gcd", v)).reduce(gcd), 1n)],
  lcm: [2, Infinity, (...values) => rational(values.map(v => whole("lcm", v)).reduce((a, b) => a === 0n || b === 0n ? 0n : a / gcd(a, b) * b), 1n)],
  ln: [1, 1, value => logarithm(value, { double: Math.E })],
  log: [1, 2, logarithm],
  max: [1, Infinity, extreme(1)],
  mean: [1, Infinity, mean],
  median: [1, Infinity, median],
  min: [1, Infinity, extreme(-1)],
  pow: [2, 2, power],
  round: [1, 2, round],
  sign: [1, 1, value => rational(BigInt(compare(value, rational(0n, 1n))), 1n)],
  sin: [1, 1, real(Math.sin)],
  sqrt: [1, 1, squareRoot],
  sum: [1, Infinity, sum],
  tan: [1, 1, value => {
    if (Math.abs(Math.cos(toDouble(value))) < 1e-15) throw new Error("The tangent of a right angle is infinite.");
    return approximate(Math.tan(toDouble(value)));
  }],
  trunc: [1, 1, value => compare(value, rational(0n, 1n)) < 0 ? negate(floor(negate(value))) : floor(value)],
};
FUNCTIONS.log10 = [1, 1, value => logarithm(value)];
FUNCTIONS.log2 = [1, 1, value => logarithm(value, rational(2n, 1n))];

const CONSTANTS = { pi: { double: Math.PI }, "π": { double: Math.PI }, tau: { double: 2 * Math.PI }, e: { double: Math.E }, half: rational(1n, 2n), third: rational(1n, 3n), quarter: rational(1n, 4n), twice: rational(2n, 1n), double: rational(2n, 1n) };

// ---- writing ----

function write(value) {
  if (!isExact(value)) return plain(String(Number(value.double.toPrecision(15))));
  const sign = value.n < 0n ? "-" : "";
  const n = value.n < 0n ? -value.n : value.n;
  const whole = n / value.d;
  if (value.d === 1n) return sign + whole;
  // The digits end only where the divisor has no factor but 2 and 5.
  let rest = value.d;
  let places = 0;
  while (rest % 10n === 0n) [rest, places] = [rest / 10n, places + 1];
  for (const prime of [2n, 5n]) while (rest % prime === 0n) [rest, places] = [rest / prime, places + 1];
  const leadingZeros = whole > 0n ? 0 : (value.d / n).toString().length - 1;
  const most = Math.max(1, 30 + leadingZeros - (whole > 0n ? whole.toString().length : 0));
  const kept = rest === 1n ? Math.min(places, most) : most;
  const scaled = (2n * n * 10n ** BigInt(kept) + value.d) / (2n * value.d);
  const digits = scaled.toString().padStart(kept + 1, "0");
  return sign + `${digits.slice(0, -kept)}.${digits.slice(-kept)}`.replace(/\.?0+$/, "");
}

// '1e-7' and '1.5e+21' without their exponents.
function plain(text) {
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign, first, fraction = "", exponent] = match;
  const power = Number(exponent);
  return power < 0 ? `${sign}0.${"0".repeat(-power - 1)}${first}${fraction}` : sign + first + fraction.padEnd(power, "0");
}
