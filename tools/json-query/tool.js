// JSONPath, all of RFC 9535: child and descendant segments; name, wildcard, index, slice and filter selectors; the functions length,
// count, match, search and value with their types; normalized paths. Patterns are I-Regexp (RFC 9485).

export default function query({ json, query, paths = false }) {
  const segments = parse(query);
  const nodes = select(segments, [{ value: read(json), path: [] }], undefined);
  return nodes.map(node => paths ? { path: normalized(node.path), value: node.value } : node.value);
}

function read(json) {
  if (typeof json !== "string" || !/^\s*[\[{"]/.test(json)) return json;
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`The JSON cannot be read: ${error.message}`);
  }
}

// ---- reading the query ----

function parse(text) {
  const reader = { text, at: 0 };
  if (text[0] !== "$") throw failed(reader, "A query begins with '$'");
  reader.at = 1;
  const segments = readSegments(reader);
  if (reader.at < text.length) throw failed(reader, "Expected '.', '..' or '['");
  return segments;
}

const failed = (reader, what) => new Error(`${what} at position ${reader.at + 1} of '${reader.text}'.`);
const looking = (reader, text) => reader.text.startsWith(text, reader.at);

function skipBlanks(reader) {
  while (/[ \t\n\r]/.test(reader.text[reader.at] ?? "")) reader.at++;
}

function take(reader, text) {
  if (!looking(reader, text)) return false;
  reader.at += text.length;
  return true;
}

function match(reader, sticky) {
  sticky.lastIndex = reader.at;
  const found = sticky.exec(reader.text);
  if (found) reader.at += found[0].length;
  return found?.[0];
}

function readSegments(reader) {
  const segments = [];
  for (;;) {
    const before = reader.at;
    skipBlanks(reader);
    if (take(reader, "..")) segments.push({ isDescendant: true, selectors: looking(reader, "[") ? readBracket(reader) : [readShorthand(reader)] });
    else if (take(reader, ".")) segments.push({ selectors: [readShorthand(reader)] });
    else if (looking(reader, "[")) segments.push({ selectors: readBracket(reader) });
    else {
      reader.at = before; // blanks at the end belong to no segment
      return segments;
    }
  }
}

const NAME = /[A-Za-z_\u0080-\ud7ff\ue000-\u{10ffff}][0-9A-Za-z_\u0080-\ud7ff\ue000-\u{10ffff}]*/uy;

function readShorthand(reader) {
  if (take(reader, "*")) return { kind: "wildcard" };
  const name = match(reader, NAME);
  if (name === undefined) throw failed(reader, "Expected a name or '*'");
  return { kind: "name", name };
}

function readBracket(reader) {
  reader.at++;
  const selectors = [];
  do {
    skipBlanks(reader);
    selectors.push(readSelector(reader));
    skipBlanks(reader);
  } while (take(reader, ","));
  if (!take(reader, "]")) throw failed(reader, "Expected ',' or ']'");
  return selectors;
}

function readSelector(reader) {
  if (looking(reader, "'") || looking(reader, "\"")) return { kind: "name", name: readString(reader) };
  if (take(reader, "*")) return { kind: "wildcard" };
  if (take(reader, "?")) {
    skipBlanks(reader);
    return { kind: "filter", test: readOr(reader) };
  }
  const start = readInteger(reader);
  const mark = reader.at;
  skipBlanks(reader);
  if (!take(reader, ":")) {
    reader.at = mark;
    if (start === undefined) throw failed(reader, "Expected a name in quotes, an index, a slice, '*' or '?'");
    return { kind: "index", index: start };
  }
  skipBlanks(reader);
  const end = readInteger(reader);
  const beforeStep = reader.at;
  skipBlanks(reader);
  if (!take(reader, ":")) {
    reader.at = beforeStep;
    return { kind: "slice", start, end, step: 1 };
  }
  skipBlanks(reader);
  return { kind: "slice", start, end, step: readInteger(reader) ?? 1 };
}

function readInteger(reader) {
  const text = match(reader, /-?\d+/y);
  if (text === undefined) return undefined;
  if (!/^(0|-?[1-9]\d*)$/.test(text) || !Number.isSafeInteger(Number(text))) throw failed(reader, `The number '${text}' has leading zeros or is too large before the place`);
  return Number(text);
}

const ESCAPES = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", "/": "/", "\\": "\\" };

function readString(reader) {
  const quote = reader.text[reader.at++];
  let value = "";
  for (;;) {
    const c = reader.text[reader.at];
    if (c === undefined || c < " ") throw failed(reader, `Expected ${quote} at the end of a string`);
    reader.at++;
    if (c === quote) return value;
    value += c === "\\" ? readEscape(reader, quote) : c;
  }
}

function readEscape(reader, quote) {
  const c = reader.text[reader.at++];
  if (c === quote) return quote;
  if (Object.hasOwn(ESCAPES, c ?? "")) return ESCAPES[c];
  reader.at--;
  const code = match(reader, /u(?:[0-9A-CE-Fa-ce-f][0-9A-Fa-f]{3}|[Dd][0-7][0-9A-Fa-f]{2}|[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})/y);
  if (code === undefined) throw failed(reader, "There is no such escape");
  return code.split("\\u").map(part => String.fromCharCode(parseInt(part.replace("u", ""), 16))).join("");
}

// ---- filters ----

function readOr(reader) {
  const parts = [readAnd(reader)];
  for (skipBlanks(reader); take(reader, "||"); skipBlanks(reader)) {
    skipBlanks(reader);
    parts.push(readAnd(reader));
  }
  return parts.length === 1 ? parts[0] : { kind: "or", parts };
}

function readAnd(reader) {
  const parts = [readBasic(reader)];
  for (skipBlanks(reader); take(reader, "&&"); skipBlanks(reader)) {
    skipBlanks(reader);
    parts.push(readBasic(reader));
  }
  return parts.length === 1 ? parts[0] : { kind: "and", parts };
}

function readBasic(reader) {
  if (looking(reader, "!") && !looking(reader, "!=")) {
    reader.at++;
    skipBlanks(reader);
    const part = looking(reader, "(") ? readGroup(reader) : asTest(reader, readOperand(reader));
    return { kind: "not", part };
  }
  if (looking(reader, "(")) return readGroup(reader);
  const left = readOperand(reader);
  const mark = reader.at;
  skipBlanks(reader);
  const operator = match(reader, /==|!=|<=|>=|<|>/y);
  if (operator === undefined) {
    reader.at = mark;
    return asTest(reader, left);
  }
  skipBlanks(reader);
  const right = readOperand(reader);
  return { kind: "compare", operator, left: asComparable(reader, left), right: asComparable(reader, right) };
}

function readGroup(reader) {
  reader.at++;
  skipBlanks(reader);
  const inner = readOr(reader);
  skipBlanks(reader);
  if (!take(reader, ")")) throw failed(reader, "Expected ')'");
  return inner;
}

function readOperand(reader) {
  if (looking(reader, "'") || looking(reader, "\"")) return { kind: "literal", value: readString(reader) };
  const number = match(reader, /(?:-?(?:0|[1-9]\d*)|-0)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![0-9.])/y);
  if (number !== undefined) return { kind: "literal", value: Number(number) };
  if (looking(reader, "@") || looking(reader, "$")) {
    const isRelative = reader.text[reader.at++] === "@";
    return { kind: "query", isRelative, segments: readSegments(reader) };
  }
  const name = match(reader, /[a-z][a-z_0-9]*/y);
  if (name !== undefined && looking(reader, "(")) return readFunction(reader, name);
  const literal = { true: true, false: false, null: null }[name];
  if (literal === undefined) throw failed(reader, "Expected a comparison, '@', '$' or a function");
  return { kind: "literal", value: literal };
}

// Types of parameters and results: a value, a list of nodes, or a truth.
const FUNCTIONS = {
  length: { takes: ["value"], gives: "value" },
  count: { takes: ["nodes"], gives: "value" },
  value: { takes: ["nodes"], gives: "value" },
  match: { takes: ["value", "value"], gives: "logical" },
  search: { takes: ["value", "value"], gives: "logical" },
};

function readFunction(reader, name) {
  if (!Object.hasOwn(FUNCTIONS, name)) throw failed(reader, `There is no function '${name}'; there are ${Object.keys(FUNCTIONS).join(", ")}, but not`);
  const { takes } = FUNCTIONS[name];
  reader.at++;
  skipBlanks(reader);
  const values = [];
  if (!looking(reader, ")")) {
    do {
      skipBlanks(reader);
      values.push(readOperand(reader));
      skipBlanks(reader);
    } while (take(reader, ","));
  }
  if (!take(reader, ")")) throw failed(reader, "Expected ',' or ')'");
  if (values.length !== takes.length) throw failed(reader, `'${name}' takes ${takes.length} value${takes.length === 1 ? "" : "s"}, not ${values.length}, before the place`);
  values.forEach((value, i) => {
    if (takes[i] === "value") asComparable(reader, value);
    else if (value.kind !== "query") throw failed(reader, `'${name}' takes a query such as @.items, before the place`);
  });
  return { kind: "function", name, values };
}

function asTest(reader, operand) {
  if (operand.kind === "literal" || (operand.kind === "function" && FUNCTIONS[operand.name].gives !== "logical"))
    throw failed(reader, "A value alone is no condition; compare it with something, at the latest");
  return { kind: "exists", operand };
}

/** What a comparison takes: a literal, a query for at most one node, a function that gives a value. */
function asComparable(reader, operand) {
  const isSingular = operand.kind !== "query"
    || operand.segments.every(s => !s.isDescendant && s.selectors.length === 1 && ["name", "index"].includes(s.selectors[0].kind));
  if (!isSingular) throw failed(reader, "A comparison takes a query that finds at most one value, with names and indexes only; it does not end");
  if (operand.kind === "function" && FUNCTIONS[operand.name].gives !== "value") throw failed(reader, `'${operand.name}' is a condition and cannot be compared; it ends`);
  return operand;
}

// ---- selecting ----

function select(segments, nodes, root) {
  const start = root ?? nodes[0];
  for (const segment of segments) {
    const from = segment.isDescendant ? nodes.flatMap(descendants) : nodes;
    nodes = from.flatMap(node => segment.selectors.flatMap(selector => apply(selector, node, start)));
  }
  return nodes;
}

const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value);

function children({ value, path }) {
  if (Array.isArray(value)) return value.map((item, i) => ({ value: item, path: [...path, i] }));
  return isObject(value) ? Object.keys(value).map(name => ({ value: value[name], path: [...path, name] })) : [];
}

/** The node and all below it, parents before children. */
function descendants(node) {
  const all = [];
  const open = [node];
  while (open.length > 0) {
    const next = open.pop();
    all.push(next);
    open.push(...children(next).reverse());
  }
  return all;
}

function apply(selector, node, root) {
  const { value, path } = node;
  switch (selector.kind) {
    case "name":
      return isObject(value) && Object.hasOwn(value, selector.name) ? [{ value: value[selector.name], path: [...path, selector.name] }] : [];
    case "wildcard":
      return children(node);
    case "index": {
      if (!Array.isArray(value)) return [];
      const index = selector.index < 0 ? value.length + selector.index : selector.index;
      return index >= 0 && index < value.length ? [{ value: value[index], path: [...path, index] }] : [];
    }
    case "slice":
      return Array.isArray(value) ? slice(selector, value.length).map(i => ({ value: value[i], path: [...path, i] })) : [];
    default:
      return children(node).filter(child => holds(selector.test, child, root));
  }
}

/** Section 2.3.4.2.2 of the RFC. */
function slice({ start, end, step }, length) {
  const bound = (index, low, high) => Math.min(Math.max(index < 0 ? length + index : index, low), high);
  const indexes = [];
  if (step > 0) for (let i = bound(start ?? 0, 0, length), to = bound(end ?? length, 0, length); i < to; i += step) indexes.push(i);
  if (step < 0) {
    const to = end === undefined ? -1 : bound(end, -1, length - 1);
    for (let i = start === undefined ? length - 1 : bound(start, -1, length - 1); i > to; i += step) indexes.push(i);
  }
  return indexes;
}

function holds(test, node, root) {
  switch (test.kind) {
    case "or": return test.parts.some(part => holds(part, node, root));
    case "and": return test.parts.every(part => holds(part, node, root));
    case "not": return !holds(test.part, node, root);
    case "exists": return test.operand.kind === "query" ? nodesOf(test.operand, node, root).length > 0 : call(test.operand, node, root);
    default: return compare(test.operator, valueOf(test.left, node, root), valueOf(test.right, node, root));
  }
}

const nodesOf = (operand, node, root) => select(operand.segments, [operand.isRelative ? node : root], root);

/** The value of an operand; undefined is the RFC's Nothing. */
function valueOf(operand, node, root) {
  if (operand.kind === "literal") return operand.value;
  return operand.kind === "query" ? nodesOf(operand, node, root)[0]?.value : call(operand, node, root);
}

function call({ name, values }, node, root) {
  if (name === "count") return nodesOf(values[0], node, root).length;
  if (name === "value") {
    const nodes = nodesOf(values[0], node, root);
    return nodes.length === 1 ? nodes[0].value : undefined;
  }
  const [first, second] = values.map(value => valueOf(value, node, root));
  if (name === "length") return typeof first === "string" ? [...first].length : Array.isArray(first) ? first.length : isObject(first) ? Object.keys(first).length : undefined;
  if (typeof first !== "string" || typeof second !== "string") return false;
  try {
    const pattern = iRegexp(second);
    return new RegExp(name === "match" ? `^(?:${pattern})$` : pattern, "u").test(first);
  } catch {
    return false; // a pattern that is none matches nothing, says section 2.4.6
  }
}

/** RFC 9485, section 5.4: outside of classes a dot is any character but line feed and carriage return. */
const iRegexp = pattern => pattern.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\./g, part => part === "." ? "(?:(?![\\n\\r])\\P{Cs})" : part);

function compare(operator, a, b) {
  switch (operator) {
    case "==": return equal(a, b);
    case "!=": return !equal(a, b);
    case "<": return less(a, b);
    case ">": return less(b, a);
    case "<=": return less(a, b) || equal(a, b);
    default: return less(b, a) || equal(a, b);
  }
}

function equal(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (isObject(a) && isObject(b)) return Object.keys(a).length === Object.keys(b).length && Object.keys(a).every(key => Object.hasOwn(b, key) && equal(a[key], b[key]));
  return a === b;
}

// Strings are ordered by code points, not by UTF-16 units.
function less(a, b) {
  if (typeof a === "number" && typeof b === "number") return a < b;
  if (typeof a !== "string" || typeof b !== "string") return false;
  const [x, y] = [[...a], [...b]];
  const differing = x.findIndex((c, i) => c !== y[i]);
  if (differing < 0) return x.length < y.length;
  return differing < y.length && x[differing].codePointAt(0) < y[differing].codePointAt(0);
}

/** Section 2.7. */
function normalized(path) {
  return "$" + path.map(part => typeof part === "number" ? `[${part}]` : `['${part.replace(/[\\'\u0000-\u001f]/g, escapePart)}']`).join("");
}

function escapePart(c) {
  const short = Object.keys(ESCAPES).find(key => key !== "/" && ESCAPES[key] === c);
  return short ? `\\${short}` : c === "'" ? "\\'" : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
