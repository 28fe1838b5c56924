// Plain text from Markdown: the blocks and inline forms of CommonMark 0.31 that people write, with the tables, strikethrough and task
// lists of GitHub. Raw HTML loses its tags. Not read are reference definitions over several lines and setext headings of several lines.

export default function toText({ markdown, links = "text" }) {
  const context = { mode: links, addresses: [], definitions: {} };
  const lines = withoutDefinitions(markdown.replace(/\r\n?/g, "\n").split("\n"), context);
  const text = blocks(lines, context).replace(/\n{3,}/g, "\n\n").trim();
  return context.addresses.length === 0 ? text : `${text}\n\n${context.addresses.map((address, i) => `[${i + 1}] ${address}`).join("\n")}`;
}

/** Takes out lines such as [name]: https://example.org "title", outside of code. */
function withoutDefinitions(lines, context) {
  let fence = "";
  return lines.filter(line => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && (fence === "" || (mark[0] === fence[0] && mark.length >= fence.length))) fence = fence === "" ? mark : "";
    const definition = fence === "" && /^ {0,3}\[([^\]]+)\]:\s*<?([^\s>]+)>?(\s+(".*"|'.*'|\(.*\)))?\s*$/.exec(line);
    if (definition) context.definitions[definition[1].toLowerCase()] ??= definition[2];
    return !definition;
  });
}

// ---- blocks ----

const ITEM = /^( {0,3})([-+*]|\d{1,9}[.)])( +|$)(.*)$/;
const isRule = line => /^ {0,3}([-_*])( *\1){2,} *$/.test(line);

function blocks(lines, context) {
  const written = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    const fence = /^ {0,3}(`{3,}|~{3,})(?!.*`)|^ {0,3}(~{3,})/.exec(line);
    if (line.trim() === "") {
      at++;
    } else if (fence) {
      const mark = fence[1] ?? fence[2];
      const end = lines.findIndex((l, i) => i > at && new RegExp(`^ {0,3}\\${mark[0]}{${mark.length},} *$`).test(l));
      const stop = end < 0 ? lines.length : end;
      written.push(lines.slice(at + 1, stop).join("\n"));
      at = stop + 1;
    } else if (/^( {4}|\t)/.test(line)) {
      const stop = runEnd(lines, at, l => /^( {4}|\t)/.test(l) || l.trim() === "");
      written.push(lines.slice(at, stop).map(l => l.replace(/^( {4}|\t)/, "")).join("\n").trimEnd());
      at = stop;
    } else if (/^ {0,3}#{1,6}(\s|$)/.test(line)) {
      written.push(inline(line.replace(/^ {0,3}#{1,6}\s*/, "").replace(/(^|\s)#+\s*$/, ""), context));
      at++;
    } else if (isRule(line)) {
      at++;
    } else if (/^ {0,3}>/.test(line)) {
      const stop = runEnd(lines, at, l => /^ {0,3}>/.test(l) || (l.trim() !== "" && !startsBlock(l)));
      written.push(blocks(lines.slice(at, stop).map(l => l.replace(/^ {0,3}> ?/, "")), context).trim());
      at = stop;
    } else if (ITEM.test(line)) {
      at = list(lines, at, written, context);
    } else if (line.includes("|") && /^ {0,3}\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[at + 1] ?? "")) {
      const stop = runEnd(lines, at, l => l.trim() !== "" && l.includes("|"));
      written.push(lines.slice(at, stop).filter((_, i) => i !== 1).map(row => cells(row, context).join("\t")).join("\n"));
      at = stop;
    } else {
      at = paragraph(lines, at, written, context);
    }
  }
  return written.join("\n\n");
}

function runEnd(lines, from, belongs) {
  let end = from + 1;
  while (end < lines.length && belongs(lines[end])) end++;
  return end;
}

const startsBlock = line => /^ {0,3}(#{1,6}(\s|$)|>|`{3,}|~{3,})/.test(line) || isRule(line) || ITEM.test(line);

function paragraph(lines, at, written, context) {
  const stop = runEnd(lines, at, l => l.trim() !== "" && !startsBlock(l));
  // A line of = or - below is the underline of a heading; the one of - was taken for a rule.
  const own = lines.slice(at, stop).filter((l, i) => i === 0 || !/^ {0,3}=+\s*$/.test(l));
  const text = own.map((l, i) => i < own.length - 1 && /( {2,}|\\)$/.test(l) ? `${l.replace(/( {2,}|\\)$/, "").trimStart()}\n` : `${l.trim()} `).join("").trim();
  written.push(inline(text, context));
  return /^ {0,3}-+\s*$/.test(lines[stop] ?? "") ? stop + 1 : stop;
}

function list(lines, at, written, context) {
  const items = [];
  while (at < lines.length && ITEM.test(lines[at]) && !isRule(lines[at])) {
    const [, before, mark, space, rest] = ITEM.exec(lines[at]);
    const indent = before.length + mark.length + Math.min(Math.max(space.length, 1), 4);
    let stop = at + 1;
    while (stop < lines.length) {
      const isInside = /\S/.test(lines[stop]) ? lines[stop].search(/\S/) >= indent : (lines[stop + 1] ?? "").search(/\S/) >= indent;
      const isLazy = /\S/.test(lines[stop]) && lines[stop - 1].trim() !== "" && !startsBlock(lines[stop]);
      if (!isInside && !isLazy) break;
      stop++;
    }
    const body = [rest, ...lines.slice(at + 1, stop).map(l => l.slice(0, indent).trim() === "" ? l.slice(indent) : l)];
    const task = /^\[([ xX])\] /.exec(body[0]);
    if (task) body[0] = body[0].slice(4);
    const text = blocks(body, context).replace(/\n\n(?=[ ]*(?:- |\d+\. ))/g, "\n").replaceAll("\n", "\n  ");
    const sign = /\d/.test(mark) ? `${mark.slice(0, -1)}. ` : "- ";
    items.push(sign + (task ? task[1] === " " ? "(open) " : "(done) " : "") + text);
    at = stop;
    while (at < lines.length && lines[at].trim() === "" && ITEM.test(lines[at + 1] ?? "")) at++;
  }
  written.push(items.join("\n"));
  return at;
}

function cells(row, context) {
  return row.trim().replace(/^\||(?<!\\)\|$/g, "").split(/(?<!\\)\|/).map(cell => inline(cell.replaceAll("\\|", "|").trim(), context));
}

// ---- inline: what must not be read again is put aside under a private character ----

function inline(text, context) {
  const kept = [];
  const keep = value => `\ue000${kept.push(value) - 1}\ue001`;
  const restore = value => value.replace(/\ue000(\d+)\ue001/g, (_, i) => restore(kept[i]));
  const result = text
    .replace(/(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, (_, __, code) => keep(code.replaceAll("\n", " ").replace(/^ (.*[^ ].*) $/, "$1")))
    .replace(/\\([!-/:-@[-`{-~])/g, (_, c) => keep(c))
    .replace(/<([a-z][a-z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>/gi, (_, address) => keep(address))
    .replace(/<\/?[a-z][^<>]*>|<!--[\s\S]*?-->/gi, "")
    .replace(/!\[([^\]]*)\](\([^()]*(\([^()]*\)[^()]*)*\)|\[[^\]]*\])?/g, "$1")
    .replace(/\[([^\[\]]*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/g, (_, label, address) => label + keep(link(restore(address), restore(label), context)))
    .replace(/\[([^\[\]]+)\](?:\[([^\[\]]*)\])?/g, (all, label, name) => {
      const address = context.definitions[(name || label).toLowerCase()];
      return address === undefined ? all : label + keep(link(address, restore(label), context));
    });
  return restore(entities(emphasis(result)));
}

function link(address, label, context) {
  if (context.mode === "text" || address === "" || address === label) return "";
  if (context.mode === "append") return ` (${address})`;
  if (!context.addresses.includes(address)) context.addresses.push(address);
  return ` [${context.addresses.indexOf(address) + 1}]`;
}

function emphasis(text) {
  for (let before = ""; before !== text;) {
    before = text;
    text = text
      .replace(/(\*{1,3})(?=\S)([^*]*[^*\s])\1/g, "$2")
      .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_]*[^_\s])\1(?![\p{L}\p{N}_])/gu, "$2")
      .replace(/(~~)(?=\S)([^~]*[^~\s])\1/g, "$2");
  }
  return text;
}

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: "\u00a0", copy: "©", reg: "®", hellip: "…", ndash: "–", mdash: "—", euro: "€" };

function entities(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (all, decimal, hex, name) => {
    if (name) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : all;
    const code = decimal ? Number(decimal) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "\ufffd";
  });
}
