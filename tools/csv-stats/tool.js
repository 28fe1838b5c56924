// Statistics of a CSV. The parser follows RFC 4180, and takes LF for CRLF and other separators. An empty field is a missing value; a
// column is one of numbers when all that it has are.

export default function stats({ csv, operation, columns, groupBy, pivotBy, value, aggregate = value ? "sum" : "count", delimiter }) {
  const table = read(csv, delimiter ?? guessDelimiter(csv));
  if (operation === "describe") return { rows: table.rows.length, columns: (columns ?? table.header).map(name => describe(name, column(table, name))) };
  if (!groupBy) throw new Error(`'${operation}' needs groupBy: the columns whose values make the rows. The table has: ${table.header.join(", ")}.`);
  if (aggregate !== "count" && value === undefined) throw new Error(`'${aggregate}' needs value: the column of numbers. The table has: ${table.header.join(", ")}.`);
  if (operation === "group") return { rows: table.rows.length, groups: group(table, groupBy, value, aggregate) };
  if (pivotBy === undefined) throw new Error(`'pivot' needs pivotBy: the column whose values make the columns. The table has: ${table.header.join(", ")}.`);
  return { rows: table.rows.length, groups: pivot(table, groupBy, pivotBy, value, aggregate) };
}

// ---- reading ----

function guessDelimiter(csv) {
  const head = csv.slice(0, csv.search(/[\r\n]|$/)).replace(/"[^"]*"/g, "");
  const count = d => head.split(d).length;
  return [",", ";", "\t", "|"].reduce((best, d) => count(d) > count(best) ? d : best);
}

function read(csv, delimiter) {
  const [header, ...rows] = parse(csv.replace(/^\ufeff/, ""), delimiter);
  const names = header.fields.map(name => name.trim());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`Two columns are called '${twice}'. Give each a name of its own.`);
  for (const { fields, line } of rows)
    if (fields.length !== names.length) throw new Error(`The row in line ${line} has ${fields.length} field${fields.length === 1 ? "" : "s"}; the header has ${names.length}.`);
  return { header: names, rows: rows.map(row => row.fields) };
}

function parse(text, delimiter) {
  const rows = [];
  let [fields, line, start, at] = [[], 1, 1, 0];
  while (at < text.length || fields.length > 0) {
    let field;
    if (text[at] === "\"") {
      const end = closingQuote(text, at, line);
      field = text.slice(at + 1, end).replaceAll("\"\"", "\"");
      line += field.split("\n").length - 1;
      at = end + 1;
      if (at < text.length && text[at] !== delimiter && !/[\r\n]/.test(text[at])) throw new Error(`In line ${line} something stands between a closing quote and the separator. A quote inside of a field is written twice.`);
    } else {
      const from = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
      field = text.slice(from, at);
    }
    fields.push(field);
    if (text[at] === delimiter) {
      at++;
      if (at < text.length) continue;
      fields.push("");
    }
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    if (fields.length > 1 || fields[0] !== "") rows.push({ fields, line: start }); // an empty line is no row
    fields = [];
    start = ++line;
  }
  if (rows.length === 0) throw new Error("The table is empty. It needs a header line and rows.");
  return rows;
}

function closingQuote(text, open, line) {
  for (let at = text.indexOf("\"", open + 1); at >= 0; at = text.indexOf("\"", at + 2)) if (text[at + 1] !== "\"") return at;
  throw new Error(`The quote that opens in line ${line} is not closed.`);
}

// ---- statistics ----

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const isNumber = field => NUMBER.test(field.trim());

function place(table, name) {
  const index = table.header.indexOf(name);
  if (index < 0) throw new Error(`There is no column '${name}'. The table has: ${table.header.join(", ")}.`);
  return index;
}

const column = (table, name) => table.rows.map(row => row[place(table, name)]);

function describe(name, fields) {
  const present = fields.filter(field => field.trim() !== "");
  const common = { name, count: present.length, missing: fields.length - present.length, unique: new Set(present).size };
  if (present.length === 0) return { ...common, type: "empty" };
  if (!present.every(isNumber)) {
    const counts = Map.groupBy(present, field => field);
    const [top, all] = [...counts].reduce((best, entry) => entry[1].length > best[1].length ? entry : best);
    return { ...common, type: "text", top, topCount: all.length };
  }
  const numbers = present.map(Number).sort((a, b) => a - b);
  const described = { ...common, type: "number", sum: sum(numbers), mean: mean(numbers), min: numbers[0], q1: quantile(numbers, 0.25), median: quantile(numbers, 0.5), q3: quantile(numbers, 0.75), max: numbers.at(-1) };
  return numbers.length > 1 ? { ...described, stddev: stddev(numbers) } : described;
}

const AGGREGATES = {
  sum: numbers => sum(numbers),
  mean: numbers => numbers.length ? mean(numbers) : null,
  median: numbers => numbers.length ? quantile(numbers.toSorted((a, b) => a - b), 0.5) : null,
  min: numbers => numbers.length ? numbers.reduce((a, b) => Math.min(a, b)) : null,
  max: numbers => numbers.length ? numbers.reduce((a, b) => Math.max(a, b)) : null,
  stddev: numbers => numbers.length > 1 ? stddev(numbers) : null,
};

/** Neumaier's summation, so that a long column of cents adds up. */
function sum(numbers) {
  let [total, lost] = [0, 0];
  for (const x of numbers) {
    const next = total + x;
    lost += Math.abs(total) >= Math.abs(x) ? total - next + x : x - next + total;
    total = next;
  }
  return total + lost;
}

const mean = numbers => sum(numbers) / numbers.length;

function stddev(numbers) {
  const middle = mean(numbers);
  return Math.sqrt(sum(numbers.map(x => (x - middle) ** 2)) / (numbers.length - 1));
}

/** Of sorted numbers, interpolated linearly: method 7 of Hyndman and Fan, the one of spreadsheets. */
function quantile(numbers, share) {
  const at = (numbers.length - 1) * share;
  const below = numbers[Math.floor(at)];
  return below + (numbers[Math.ceil(at)] - below) * (at - Math.floor(at));
}

// ---- groups ----

function aggregateOf(table, rows, value, aggregate) {
  if (value === undefined) return rows.length;
  const index = place(table, value);
  const present = rows.map(row => row[index]).filter(field => field.trim() !== "");
  if (aggregate === "count") return present.length;
  const wrong = present.find(field => !isNumber(field));
  if (wrong !== undefined) throw new Error(`'${wrong}' in column '${value}' is not a number, so there is no ${aggregate}. Use count, or another column.`);
  return AGGREGATES[aggregate](present.map(Number));
}

const keyOf = (row, indexes) => JSON.stringify(indexes.map(i => row[i]));
const label = (names, row, indexes) => Object.fromEntries(names.map((name, i) => [name, row[indexes[i]]]));

function group(table, groupBy, value, aggregate) {
  const indexes = groupBy.map(name => place(table, name));
  const name = value === undefined ? "count" : `${aggregate} of ${value}`;
  return [...Map.groupBy(table.rows, row => keyOf(row, indexes)).values()]
    .map(rows => ({ ...label(groupBy, rows[0], indexes), [name]: aggregateOf(table, rows, value, aggregate) }));
}

function pivot(table, groupBy, pivotBy, value, aggregate) {
  const indexes = groupBy.map(name => place(table, name));
  const across = place(table, pivotBy);
  const headings = [...new Set(table.rows.map(row => row[across]))];
  const clash = headings.find(heading => groupBy.includes(heading));
  if (clash !== undefined) throw new Error(`'${clash}' is a value of '${pivotBy}' and a column that makes the rows. Rename that column.`);
  return [...Map.groupBy(table.rows, row => keyOf(row, indexes)).values()].map(rows => {
    const cells = headings.map(heading => {
      const inCell = rows.filter(row => row[across] === heading);
      return [heading, inCell.length === 0 ? null : aggregateOf(table, inCell, value, aggregate)];
    });
    return { ...label(groupBy, rows[0], indexes), ...Object.fromEntries(cells) };
  });
}
