// Finds and replaces with regular expressions. The machine that runs this script ends a pattern that backtracks for ever.

const KINDS = {
  // What people write, not all that RFC 5322 would allow.
  email: /[\p{L}\p{N}._%+'-]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}/gu,
  // Without the punctuation that ends a sentence, and without a bracket that was opened before the address.
  url: /\b(?:https?|ftp):\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}]/giu,
  number: /(?<![\p{L}\p{N}_.])[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?(?![\p{L}\p{N}_])/giu,
  date: /\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b|\b(?:0?[1-9]|[12]\d|3[01])\.? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (?:0?[1-9]|[12]\d|3[01]),? \d{4}\b/giu,
  phone: /(?<![\p{L}\p{N}])\+?\(?\d{1,4}\)?(?:[ .\/-]?\(?\d{2,4}\)?){2,5}(?![\p{L}\p{N}])/gu,
  hashtag: /(?<![\p{L}\p{N}_&])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu,
};

export default function extract({ text, pattern, kind, ignoreCase = false, replacement, limit = 100 }) {
  if ((pattern === undefined) === (kind === undefined)) throw new Error("Give either a pattern or a kind.");
  const expression = kind ? KINDS[kind] : compile(pattern, ignoreCase);
  const found = [...text.matchAll(expression)];
  const result = { count: found.length, matches: found.slice(0, limit).map(describe) };
  return replacement === undefined ? result : { ...result, replaced: text.replace(expression, replacement) };
}

function compile(pattern, ignoreCase) {
  if (pattern === "") throw new Error("The pattern is empty.");
  try {
    return new RegExp(pattern, ignoreCase ? "gimu" : "gmu");
  } catch (error) {
    throw new Error(`The pattern '${pattern}' is no regular expression: ${error.message}`);
  }
}

function describe(match) {
  const described = { match: match[0], index: match.index };
  if (match.groups) return { ...described, groups: Object.fromEntries(Object.entries(match.groups).map(([name, value]) => [name, value ?? null])) };
  return match.length === 1 ? described : { ...described, groups: match.slice(1).map(value => value ?? null) };
}
