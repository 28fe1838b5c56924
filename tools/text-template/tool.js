// The Mustache language (mustache(5)): variables, sections, inverted sections, comments, set delimiters; no partials and no lambdas.

export default function fill({ template, values, escape = "none", strict = true }) {
  return render(parse(template), [values], { escape: escape === "html" ? escapeHtml : String, strict });
}

/** A tree of texts, variables and sections. */
function parse(template) {
  const root = { nodes: [] };
  const open = [root];
  let [left, right] = ["{{", "}}"];
  let at = 0;
  while (at < template.length) {
    const start = template.indexOf(left, at);
    if (start < 0) break;
    const isTriple = left === "{{" && template[start + 2] === "{";
    const close = isTriple ? "}}}" : template[start + left.length] === "=" ? `=${right}` : right;
    const from = start + left.length;
    const end = template.indexOf(close, from);
    if (end < 0) throw new Error(`The tag in line ${line(template, start)} is not closed: '${template.slice(start, start + 20)}'.`);
    const sigil = isTriple ? "{" : /^[#^/!=&>]/.exec(template.slice(from))?.[0] ?? "";
    const name = template.slice(from + sigil.length, end).trim();
    let [textEnd, next] = [start, end + close.length];
    if (/^[#^/!=]$/.test(sigil)) [textEnd, next] = withoutLine(template, start, next);
    if (textEnd > at) open.at(-1).nodes.push({ text: template.slice(at, textEnd) });
    at = next;
    if (sigil === "=") {
      [left, right] = name.split(/\s+/);
      if (!left || !right) throw new Error(`The delimiters in line ${line(template, start)} are two words, as in {{=<% %>=}}.`);
    } else if (sigil === ">") {
      throw new Error(`'${name}' in line ${line(template, start)} is a partial; put its text into the template.`);
    } else if (sigil === "#" || sigil === "^") {
      const section = { name, isInverted: sigil === "^", nodes: [], start };
      open.at(-1).nodes.push(section);
      open.push(section);
    } else if (sigil === "/") {
      const section = open.pop();
      if (section === root || section.name !== name) throw new Error(`'{{/${name}}}' in line ${line(template, start)} closes ${section === root ? "nothing" : `'{{#${section.name}}}'`}.`);
    } else if (sigil !== "!") {
      if (name === "") throw new Error(`The tag in line ${line(template, start)} has no name.`);
      open.at(-1).nodes.push({ variable: name, isRaw: sigil !== "" });
    }
  }
  if (open.length > 1) throw new Error(`'{{#${open.at(-1).name}}}' in line ${line(template, open.at(-1).start)} is not closed.`);
  root.nodes.push({ text: template.slice(at) });
  return root.nodes;
}

/** A tag alone on its line takes the line with it. */
function withoutLine(template, start, end) {
  const before = /(^|\n)[ \t]*$/.exec(template.slice(0, start));
  const after = /^[ \t]*(\r?\n|$)/.exec(template.slice(end));
  return before && after ? [before.index + before[1].length, end + after[0].length] : [start, end];
}

const line = (template, index) => template.slice(0, index).split("\n").length;

function render(nodes, stack, options) {
  return nodes.map(node => {
    if (node.text !== undefined) return node.text;
    if (node.variable !== undefined) return variable(node, stack, options);
    const value = find(node.name, stack);
    const items = Array.isArray(value) ? value : isThere(value) ? [value] : [];
    if (node.isInverted) return items.length === 0 ? render(node.nodes, stack, options) : "";
    return items.map(item => render(node.nodes, [...stack, item], options)).join("");
  }).join("");
}

const isThere = value => value !== undefined && value !== null && value !== false && value !== "" && value !== 0;

function variable(node, stack, options) {
  const value = find(node.variable, stack);
  if (value === undefined && options.strict) throw new Error(`There is no value '${node.variable}'. There are: ${[...new Set(stack.flatMap(names))].join(", ") || "none"}.`);
  const text = value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  return node.isRaw ? text : options.escape(text);
}

const names = scope => typeof scope === "object" && scope !== null && !Array.isArray(scope) ? Object.keys(scope) : [];

/** The first name is looked up from the innermost scope outward, the rest of a dotted name inside what was found. */
function find(name, stack) {
  if (name === ".") return stack.at(-1);
  const [first, ...rest] = name.split(".");
  const scope = stack.findLast(s => names(s).includes(first));
  return rest.reduce((value, part) => names(value).includes(part) ? value[part] : undefined, scope?.[first]);
}

const escapeHtml = text => text.replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" })[c]);
