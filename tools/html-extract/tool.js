// A forgiving reader of HTML in the spirit of its standard (WHATWG, section 13.2), without the whole of its tree construction: void
// elements, raw text elements, end tags that may be left out (p, li, td, tr, option, dt, dd), and everything else nested as written.

const VOID = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]);
const RAW = new Set(["script", "style", "textarea", "title", "noscript", "template", "iframe", "svg"]);
const HIDDEN = new Set(["script", "style", "noscript", "template", "iframe", "svg", "head", "title"]);
const BLOCK = new Set(("address article aside blockquote body br button dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
  + "header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul").split(" "));
// An open element of the first kind ends where one of the others begins.
const ENDED_BY = {
  p: new Set("address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split(" ")),
  li: new Set(["li"]), dt: new Set(["dt", "dd"]), dd: new Set(["dt", "dd"]), option: new Set(["option", "optgroup"]),
  td: new Set(["td", "th", "tr", "tbody", "tfoot"]), th: new Set(["td", "th", "tr", "tbody", "tfoot"]), tr: new Set(["tr", "tbody", "tfoot"]),
};
const SCOPE = new Set(["ul", "ol", "dl", "table", "select", "html", "body"]); // what an implied end does not reach beyond

export default function extract({ html, want, selector, attribute, baseUrl, maxCharacters = 20000 }) {
  const root = parse(html);
  const result = {};
  if (selector !== undefined) {
    const found = all(root).filter(matcher(selector));
    result.elements = found.map(e => attribute === undefined ? textOf(e) : e.attributes[attribute.toLowerCase()]).filter(text => text !== undefined);
  }
  const wanted = new Set(want ?? (selector === undefined ? ["title", "text", "links"] : []));
  if (wanted.has("title")) result.title = textOf(all(root).find(e => e.tag === "title") ?? root, true);
  if (wanted.has("description")) {
    const meta = all(root).find(e => e.tag === "meta" && /^(og:)?description$/i.test(e.attributes.name ?? e.attributes.property ?? ""));
    result.description = meta?.attributes.content?.trim() ?? "";
  }
  if (wanted.has("text")) {
    const text = textOf(root);
    result.text = text.length > maxCharacters ? `${text.slice(0, maxCharacters)}\n(cut: ${text.length} characters in all)` : text;
  }
  if (wanted.has("links")) result.links = links(root, baseUrl);
  if (wanted.has("headings")) result.headings = all(root).filter(e => /^h[1-6]$/.test(e.tag)).map(e => ({ level: Number(e.tag[1]), text: textOf(e) }));
  if (wanted.has("tables")) result.tables = all(root).filter(e => e.tag === "table").map(rows);
  return result;
}

// ---- reading ----

function parse(html) {
  const root = { tag: "", attributes: {}, children: [], parent: null };
  let open = root;
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf("<", at);
    const end = next < 0 ? html.length : next;
    if (end > at) open.children.push(decode(html.slice(at, end)));
    if (next < 0) break;
    const rest = html.slice(next, next + 5000);
    let match;
    if (html.startsWith("<!--", next)) {
      at = after(html, "-->", next + 4);
    } else if (/^<[!?]/.test(rest)) {
      at = after(html, ">", next);
    } else if ((match = /^<\/([a-z][^\s/>]*)/i.exec(rest))) {
      open = close(open, match[1].toLowerCase());
      at = after(html, ">", next);
    } else if ((match = /^<([a-z][^\s/>]*)/i.exec(rest))) {
      const element = { tag: match[1].toLowerCase(), attributes: {}, children: [], parent: null };
      at = readAttributes(html, next + match[0].length, element.attributes);
      open = endImplied(open, element.tag);
      element.parent = open;
      open.children.push(element);
      if (RAW.has(element.tag)) at = readRaw(html, at, element);
      else if (!VOID.has(element.tag)) open = element;
    } else {
      open.children.push("<");
      at = next + 1;
    }
  }
  return root;
}

function after(html, mark, from) {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

function readAttributes(html, at, attributes) {
  const attribute = /[\s/]*(?:(>)|([^\s=>/][^\s=>/]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?)/y;
  for (;;) {
    attribute.lastIndex = at;
    const match = attribute.exec(html);
    if (!match) return after(html, ">", at);
    at = attribute.lastIndex;
    if (match[1]) return at;
    const name = match[2].toLowerCase();
    if (!Object.hasOwn(attributes, name)) attributes[name] = decode(match[3] ?? match[4] ?? match[5] ?? "");
  }
}

function readRaw(html, at, element) {
  const closing = new RegExp(`</${element.tag}(?=[\\s/>])`, "gi");
  closing.lastIndex = at;
  const match = closing.exec(html);
  const text = html.slice(at, match?.index ?? html.length);
  if (text) element.children.push(element.tag === "title" || element.tag === "textarea" ? decode(text) : text);
  return match ? after(html, ">", match.index) : html.length;
}

function close(open, tag) {
  for (let element = open; element.parent; element = element.parent) if (element.tag === tag) return element.parent;
  return open; // it closes nothing
}

function endImplied(open, tag) {
  for (let element = open; element.parent && !SCOPE.has(element.tag); element = element.parent) {
    if (!ENDED_BY[element.tag]?.has(tag)) continue;
    return endImplied(element.parent, tag);
  }
  return open;
}

const ENTITIES = {
  amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: "\u00a0", copy: "©", reg: "®", trade: "™", hellip: "…", ndash: "–", mdash: "—", lsquo: "‘", rsquo: "’",
  ldquo: "“", rdquo: "”", laquo: "«", raquo: "»", bull: "•", middot: "·", euro: "€", pound: "£", yen: "¥", cent: "¢", deg: "°", times: "×", divide: "÷", plusmn: "±",
  auml: "ä", ouml: "ö", uuml: "ü", Auml: "Ä", Ouml: "Ö", Uuml: "Ü", szlig: "ß", eacute: "é", egrave: "è", agrave: "à", ccedil: "ç", ntilde: "ñ", rarr: "→", larr: "←",
};

function decode(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));?/gi, (all, decimal, hex, name) => {
    if (name) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : all;
    const code = decimal ? Number(decimal) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "\ufffd";
  });
}

// ---- what is in it ----

/** All elements, in the order of the page. */
function all(root) {
  const found = [];
  const open = [root];
  while (open.length > 0) {
    const next = open.pop();
    if (next.tag) found.push(next);
    open.push(...next.children.filter(child => typeof child !== "string").reverse());
  }
  return found;
}

function textOf(element, withHidden = false) {
  if (withHidden) return element.tag ? element.children.join("").replace(/\s+/g, " ").trim() : "";
  let text = "";
  const open = [element];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string") text += next;
    else if (next.tag === "pre") text += `\n${next.children.map(c => typeof c === "string" ? c : textOf(c)).join("").replace(/[^\n]+/g, line => line.replaceAll(" ", "\u0001"))}\n`;
    else if (!HIDDEN.has(next.tag) || next === element) {
      const edge = BLOCK.has(next.tag) ? "\n" : "";
      const mark = next.tag === "li" ? "- " : next.tag === "td" || next.tag === "th" ? "\t" : "";
      open.push(edge, ...[...next.children].reverse().map(c => typeof c === "string" ? c.replace(/[ \t\r\n\f]+/g, " ") : c), edge + mark);
    }
  }
  return text.replace(/ *\t */g, "\t").replace(/(^|\n)[ \t]+/g, "$1").replace(/ {2,}/g, " ").replace(/ *\n[ \n]*/g, "\n").replaceAll("\u0001", " ").replace(/[ \t]+$/gm, "").trim();
}

function links(root, baseUrl) {
  return all(root).filter(e => e.tag === "a" && e.attributes.href).map(e => ({ text: textOf(e).replaceAll("\n", " "), url: absolute(e.attributes.href.trim(), baseUrl) }));
}

function absolute(href, baseUrl) {
  if (baseUrl === undefined) return href;
  try {
    return new URL(href, baseUrl).href;
  } catch {
    return href;
  }
}

/** The rows of a table, without those of tables inside of it. */
function rows(table) {
  const nearest = e => e.tag === "table" ? e : nearest(e.parent);
  return all(table).filter(e => e.tag === "tr" && nearest(e) === table)
    .map(row => row.children.filter(c => c.tag === "td" || c.tag === "th").map(cell => textOf(cell).replaceAll("\n", " ")));
}

// ---- selectors ----

function matcher(selector) {
  const alternatives = selector.split(/,(?![^[]*\])/).map(readAlternative);
  return element => alternatives.some(parts => matches(element, parts, parts.length - 1));
}

/** A list of conditions on an element, each with how it relates to the one before. */
function readAlternative(text) {
  const parts = [];
  let [rest, combinator] = [text.trim(), " "];
  while (rest !== "") {
    const compound = /^(\*|[a-z][a-z0-9-]*)?((?:#[\w-]+|\.[\w-]+|\[\s*[\w:-]+\s*(?:[~^$*]?=\s*(?:"[^"]*"|'[^']*'|[^\]\s]+)\s*)?\])*)/i.exec(rest);
    if (compound[0] === "") throw new Error(`The selector '${text.trim()}' cannot be read at '${rest.slice(0, 20)}'. Known are tag, #id, .class, [attribute=value], space, > and comma.`);
    parts.push({ combinator, tests: conditions(compound[1], compound[2]) });
    rest = rest.slice(compound[0].length);
    const between = /^\s*(>)?\s*/.exec(rest);
    if (rest !== "" && between[0] === "") throw new Error(`The selector '${text.trim()}' cannot be read at '${rest.slice(0, 20)}'. Known are tag, #id, .class, [attribute=value], space, > and comma.`);
    combinator = between[1] ?? " ";
    rest = rest.slice(between[0].length);
  }
  if (parts.length === 0) throw new Error("A part of the selector is empty. Write one such as 'main > p.lead'.");
  return parts;
}

function conditions(tag, rest) {
  const tests = tag && tag !== "*" ? [e => e.tag === tag.toLowerCase()] : [];
  for (const [part] of rest.matchAll(/#[\w-]+|\.[\w-]+|\[[^\]]*\]/g)) {
    if (part[0] === "#") tests.push(e => e.attributes.id === part.slice(1));
    else if (part[0] === ".") tests.push(e => (e.attributes.class ?? "").split(/\s+/).includes(part.slice(1)));
    else tests.push(attributeTest(part));
  }
  return tests;
}

function attributeTest(part) {
  const [, name, operator, quoted] = /^\[\s*([\w:-]+)\s*(?:([~^$*]?=)\s*(.*?)\s*)?\]$/.exec(part);
  const wanted = quoted?.replace(/^(["'])(.*)\1$/, "$2");
  const test = {
    undefined: () => true, "=": value => value === wanted, "^=": value => value.startsWith(wanted), "$=": value => value.endsWith(wanted),
    "*=": value => value.includes(wanted), "~=": value => value.split(/\s+/).includes(wanted),
  }[operator];
  return e => e.attributes[name.toLowerCase()] !== undefined && test(e.attributes[name.toLowerCase()]);
}

function matches(element, parts, last) {
  if (!element?.tag || !parts[last].tests.every(test => test(element))) return false;
  if (last === 0) return true;
  if (parts[last].combinator === ">") return matches(element.parent, parts, last - 1);
  for (let ancestor = element.parent; ancestor?.tag; ancestor = ancestor.parent) if (matches(ancestor, parts, last - 1)) return true;
  return false;
}
