// Charts in SVG 1.1 without scripts. Ticks: P. Heckbert, "Nice numbers for graph labels", Graphics Gems (1990). The colours are those of
// M. Okabe and K. Ito, which people who see few colours can tell apart; then the same again, lighter.

const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#7f7f7f", "#b8a400", "#80b8d8", "#f2cf80", "#80cfb9", "#eaae80"];
const FONT = "font-family=\"Helvetica, Arial, sans-serif\"";
const CHARACTER = 6.2; // about the width of a character of 11 pixels

export default function draw(args) {
  const { type, title, labels, series, width = 800, height = 450 } = args;
  const isByLabel = check(args);
  const points = series.map(s => isByLabel ? s.values.map((y, i) => [i, y]) : type === "line" ? [...s.points].sort((a, b) => a[0] - b[0]) : s.points);
  const numbers = points.flat().map(p => p[1]).filter(y => y !== null);
  if (numbers.length === 0) throw new Error("There is no number to draw. Give values or points.");
  const names = series.map((s, i) => s.name ?? (series.length > 1 ? `series ${i + 1}` : ""));
  const count = isByLabel ? Math.max(labels?.length ?? 0, ...series.map(s => s.values.length)) : 0;

  const y = axis(type === "bar" ? [0, ...numbers] : numbers, height / 60);
  const box = frame(args, y, names, width, height);
  const x = isByLabel ? { low: -0.5, high: count - 0.5 } : axis(points.flat().map(p => p[0]), (box.right - box.left) / 90);
  const place = {
    x: value => box.left + (value - x.low) / (x.high - x.low) * (box.right - box.left),
    y: value => box.bottom - (value - y.low) / (y.high - y.low) * (box.bottom - box.top),
  };
  const categories = isByLabel ? Array.from({ length: count }, (_, i) => labels?.[i] ?? String(i + 1)) : undefined;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"${title ? ` aria-label="${escape(title)}"` : ""}>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    title ? text(width / 2, 26, title, { size: 16, anchor: "middle", weight: "bold" }) : "",
    ...yAxis(y, box, place),
    ...(categories ? categoryAxis(categories, box, place) : xAxis(x, box, place)),
    ...titles(args, box, height),
    ...(type === "bar" ? bars(points, place, y) : type === "line" ? lines(points, place) : dots(points, place)),
    `<path d="M${box.left} ${round(place.y(type === "bar" ? Math.min(Math.max(0, y.low), y.high) : y.low))}H${box.right}" stroke="#333333"/>`,
    ...legend(names, box, width),
    "</svg>",
  ];
  return parts.filter(part => part !== "").join("\n");
}

/** Says what is wrong with the data; returns whether it is by label. */
function check({ type, labels, series }) {
  const byLabel = series.filter(s => s.values !== undefined);
  if (series.some(s => (s.values === undefined) === (s.points === undefined))) throw new Error("Each series has either values or points.");
  if (byLabel.length > 0 && byLabel.length < series.length) throw new Error("Either all series have values, or all have points.");
  if (type === "scatter" && byLabel.length > 0) throw new Error("A scatter needs points: pairs of x and y.");
  if (type === "bar" && byLabel.length === 0) throw new Error("Bars need values, one for each label.");
  const long = byLabel.find(s => labels && s.values.length > labels.length);
  if (long) throw new Error(`Series '${long.name ?? ""}' has ${long.values.length} values for ${labels.length} labels.`);
  return byLabel.length > 0;
}

// ---- axes ----

/** The power of ten times 1, 2 or 5 that is next to a step. */
function niceStep(step) {
  const power = 10 ** Math.floor(Math.log10(step));
  const fraction = step / power;
  return (fraction < 1.5 ? 1 : fraction < 3 ? 2 : fraction < 7 ? 5 : 10) * power;
}

/** An axis over values, from tick to tick. */
function axis(values, about) {
  let [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  if (high - low <= Math.max(Math.abs(low), Math.abs(high)) * 1e-12) [low, high] = low === 0 ? [0, 1] : [low - Math.abs(low) / 2, high + Math.abs(high) / 2];
  const step = niceStep((high - low) / Math.max(2, about));
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  return { low: ticks[0], high: ticks.at(-1), ticks, step };
}

/** A tick's number with as many places as the step needs; large and small ones with their power of ten. */
function label(value, step) {
  const size = Math.max(Math.abs(value), step);
  if (value === 0) return "0";
  if (size >= 1e15 || step < 1e-6) return String(Number(value.toPrecision(6)));
  const places = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const [whole, fraction] = Math.abs(value).toFixed(places).split(".");
  return (value < 0 ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? `.${fraction}` : "");
}

const widthOf = text => [...text].length * CHARACTER;

/** The rectangle that is left for the data. */
function frame({ title, xTitle, yTitle }, y, names, width, height) {
  const left = 16 + Math.max(...y.ticks.map(t => widthOf(label(t, y.step)))) + (yTitle ? 20 : 0);
  const top = (title ? 42 : 16) + (names.some(name => name !== "") ? 22 : 0);
  return { left: round(left), right: width - 20, top, bottom: height - 32 - (xTitle ? 20 : 0), legend: title ? 50 : 22 };
}

const yAxis = (y, box, place) => y.ticks.flatMap(tick => [
  `<path d="M${box.left} ${round(place.y(tick))}H${box.right}" stroke="#dddddd"/>`,
  text(box.left - 6, place.y(tick) + 4, label(tick, y.step), { anchor: "end" }),
]);

const xAxis = (x, box, place) => x.ticks.flatMap(tick => [
  `<path d="M${round(place.x(tick))} ${box.top}V${box.bottom}" stroke="#eeeeee"/>`,
  text(place.x(tick), box.bottom + 16, label(tick, x.step), { anchor: "middle" }),
]);

/** Labels where there is room: every second or third where they are many, cut where they are long. */
function categoryAxis(categories, box, place) {
  const room = (box.right - box.left) / categories.length;
  const longest = Math.max(...categories.map(widthOf));
  const every = Math.max(1, Math.ceil(Math.min(longest + 8, 90) / room));
  const characters = Math.max(3, Math.floor((room * every - 6) / CHARACTER));
  return categories.map((category, i) => i % every === 0 ? text(place.x(i), box.bottom + 16, cut(category, characters), { anchor: "middle" }) : "");
}

const cut = (text, characters) => [...text].length <= characters ? text : `${[...text].slice(0, characters - 1).join("")}…`;

function titles({ xTitle, yTitle }, box, height) {
  const middle = round((box.top + box.bottom) / 2);
  return [
    xTitle ? text((box.left + box.right) / 2, height - 10, xTitle, { size: 12, anchor: "middle" }) : "",
    yTitle ? `<text x="16" y="${middle}" transform="rotate(-90 16 ${middle})" ${FONT} font-size="12" text-anchor="middle" fill="#333333">${escape(yTitle)}</text>` : "",
  ];
}

function legend(names, box, width) {
  let x = box.left;
  return names.flatMap((name, i) => {
    if (name === "") return [];
    const shown = cut(name, Math.max(4, Math.floor((width - box.left - 20) / names.length / CHARACTER) - 4));
    const parts = [`<rect x="${round(x)}" y="${box.legend - 9}" width="10" height="10" fill="${COLOURS[i]}"/>`, text(x + 14, box.legend, shown, {})];
    x += 26 + widthOf(shown);
    return parts;
  });
}

// ---- marks ----

function bars(points, place, y) {
  const slot = place.x(1) - place.x(0);
  const wide = slot * 0.8 / points.length;
  const zero = place.y(Math.min(Math.max(0, y.low), y.high));
  return points.flatMap((series, s) => series.filter(([, value]) => value !== null).map(([i, value]) => {
    const [left, end] = [place.x(i) - slot * 0.4 + s * wide, place.y(value)];
    return `<rect x="${round(left)}" y="${round(Math.min(zero, end))}" width="${round(wide * 0.96)}" height="${round(Math.abs(end - zero))}" fill="${COLOURS[s]}"/>`;
  }));
}

/** A line ends where a value is missing, and begins again behind it; a value alone is a dot. */
function lines(points, place) {
  return points.flatMap((series, s) => {
    const runs = [[]];
    for (const point of series) {
      if (point[1] !== null) runs.at(-1).push(point);
      else if (runs.at(-1).length > 0) runs.push([]);
    }
    return runs.filter(run => run.length > 0).map(run => run.length === 1
      ? `<circle cx="${round(place.x(run[0][0]))}" cy="${round(place.y(run[0][1]))}" r="3" fill="${COLOURS[s]}"/>`
      : `<polyline points="${run.map(([x, y]) => `${round(place.x(x))},${round(place.y(y))}`).join(" ")}" fill="none" stroke="${COLOURS[s]}" stroke-width="2" stroke-linejoin="round"/>`);
  });
}

const dots = (points, place) => points.flatMap((series, s) =>
  series.map(([x, y]) => `<circle cx="${round(place.x(x))}" cy="${round(place.y(y))}" r="3.5" fill="${COLOURS[s]}" fill-opacity="0.75"/>`));

// ---- text ----

const round = value => Math.round(value * 100) / 100;

function text(x, y, content, { size = 11, anchor, weight }) {
  return `<text x="${round(x)}" y="${round(y)}" ${FONT} font-size="${size}"${anchor ? ` text-anchor="${anchor}"` : ""}${weight ? ` font-weight="${weight}"` : ""} fill="#333333">${escape(content)}</text>`;
}

/** Without the control characters that XML 1.0 does not allow. */
function escape(content) {
  return content.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;" })[c]);
}
