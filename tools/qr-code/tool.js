// QR Code Model 2, ISO/IEC 18004:2015: versions 1 to 40, modes numeric, alphanumeric and byte (UTF-8), the mode that fits the whole text.
// Section numbers below are the standard's.

const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

// Table 9: error correction codewords of a block, and blocks, by version from 1 on.
const CODEWORDS = {
  L: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
  M: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28],
  Q: [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
  H: [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
};
const BLOCKS = {
  L: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
  M: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49],
  Q: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68],
  H: [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81],
};
const FORMAT_OF_LEVEL = { L: 1, M: 0, Q: 3, H: 2 }; // table 12

export default function qr({ text, format = "svg", errorCorrection = "M", minimumVersion = 1, mask, margin = 4, moduleSize = 8 }) {
  const data = encode(text);
  const version = chooseVersion(data, errorCorrection, minimumVersion);
  const codewords = interleave(dataCodewords(data, version, errorCorrection), version, errorCorrection);
  const plain = draw(version, codewords);
  const chosen = mask ?? bestMask(plain, errorCorrection);
  const modules = masked(plain, chosen, errorCorrection);
  const code = format === "svg" ? svg(modules, margin, moduleSize) : format === "text" ? blocks(modules, margin) : modules.map(row => row.map(Number).join("")).join("\n");
  return { code, version, mask: chosen, mode: data.mode, size: modules.length };
}

// ---- data (7.4) ----

function encode(text) {
  if (/^\d+$/.test(text)) {
    const groups = text.match(/\d{1,3}/g);
    return { mode: "numeric", indicator: 1, lengths: [10, 12, 14], count: text.length, bits: groups.flatMap(g => bitsOf(Number(g), 3 * g.length + 1)) };
  }
  if ([...text].every(c => ALPHANUMERIC.includes(c))) {
    const pairs = text.match(/[\s\S]{1,2}/g).map(pair => [...pair].map(c => ALPHANUMERIC.indexOf(c)));
    return { mode: "alphanumeric", indicator: 2, lengths: [9, 11, 13], count: text.length, bits: pairs.flatMap(([a, b]) => b === undefined ? bitsOf(a, 6) : bitsOf(45 * a + b, 11)) };
  }
  const bytes = [...new TextEncoder().encode(text)];
  return { mode: "byte", indicator: 4, lengths: [8, 16, 16], count: bytes.length, bits: bytes.flatMap(byte => bitsOf(byte, 8)) };
}

function bitsOf(value, length) {
  const bits = [];
  for (let i = length - 1; i >= 0; i--) bits.push(value >> i & 1);
  return bits;
}

const lengthBits = (data, version) => data.lengths[version < 10 ? 0 : version < 27 ? 1 : 2];

function chooseVersion(data, level, least) {
  for (let version = least; version <= 40; version++) if (4 + lengthBits(data, version) + data.bits.length <= 8 * dataCapacity(version, level)) return version;
  throw new Error(`The text is too long: with error correction ${level} the largest code holds ${dataCapacity(40, level) - 3} bytes. Shorten it${level === "L" ? "" : ", or use error correction L"}.`);
}

/** All codewords of a version: the modules that no pattern takes, by 8. */
function allCodewords(version) {
  const alignments = version === 1 ? 0 : Math.floor(version / 7) + 2;
  const patterns = version === 1 ? 0 : 25 * alignments * alignments - 10 * alignments - 55;
  return Math.floor(((16 * version + 128) * version + 64 - patterns - (version >= 7 ? 36 : 0)) / 8);
}

const dataCapacity = (version, level) => allCodewords(version) - CODEWORDS[level][version - 1] * BLOCKS[level][version - 1];

function dataCodewords(data, version, level) {
  const capacity = 8 * dataCapacity(version, level);
  const bits = [...bitsOf(data.indicator, 4), ...bitsOf(data.count, lengthBits(data, version)), ...data.bits];
  bits.push(...bitsOf(0, Math.min(4, capacity - bits.length)));
  bits.push(...bitsOf(0, (8 - bits.length % 8) % 8));
  const codewords = [];
  for (let i = 0; i < bits.length; i += 8) codewords.push(bits.slice(i, i + 8).reduce((byte, bit) => byte << 1 | bit, 0));
  for (let pad = 0xec; codewords.length < capacity / 8; pad ^= 0xec ^ 0x11) codewords.push(pad);
  return codewords;
}

// ---- error correction (7.5): Reed-Solomon over GF(256) with the polynomial x^8 + x^4 + x^3 + x^2 + 1 ----

function logarithms() {
  const [powers, logs] = [[], []];
  for (let i = 0, x = 1; i < 255; i++) {
    powers.push(x);
    logs[x] = i;
    x = x << 1 ^ (x & 128 ? 0x11d : 0);
  }
  return { powers, logs };
}

function generator(degree, { powers, logs }) {
  let polynomial = [1];
  for (let i = 0; i < degree; i++) {
    const next = [...polynomial, 0];
    polynomial.forEach((c, j) => {
      if (c !== 0) next[j + 1] ^= powers[(logs[c] + i) % 255];
    });
    polynomial = next;
  }
  return polynomial.slice(1).map(c => logs[c]);
}

function remainder(block, divisorLogs, { powers, logs }) {
  const rest = [...block, ...divisorLogs.map(() => 0)];
  for (let i = 0; i < block.length; i++) {
    if (rest[i] === 0) continue;
    const factor = logs[rest[i]];
    for (let j = 0; j < divisorLogs.length; j++) rest[i + 1 + j] ^= powers[(factor + divisorLogs[j]) % 255];
  }
  return rest.slice(block.length);
}

/** Cuts the data into blocks, the short ones first, and takes a codeword of each in turn (7.6). */
function interleave(data, version, level) {
  const [count, corrections] = [BLOCKS[level][version - 1], CODEWORDS[level][version - 1]];
  const [short, long] = [Math.floor(data.length / count), data.length % count];
  const field = logarithms();
  const divisor = generator(corrections, field);
  const parts = [];
  for (let i = 0, at = 0; i < count; i++) {
    const length = short + (i >= count - long ? 1 : 0);
    const block = data.slice(at, at + length);
    parts.push({ block, correction: remainder(block, divisor, field) });
    at += length;
  }
  const result = [];
  for (let i = 0; i <= short; i++) for (const { block } of parts) if (i < block.length) result.push(block[i]);
  for (let i = 0; i < corrections; i++) for (const { correction } of parts) result.push(correction[i]);
  return result;
}

// ---- the symbol (7.7); a module is true where it is dark; reserved are those that no data and no mask touch ----

function draw(version, codewords) {
  const size = 4 * version + 17;
  const modules = Array.from({ length: size }, () => Array(size).fill(false));
  const reserved = Array.from({ length: size }, () => Array(size).fill(false));
  const set = (x, y, dark) => {
    modules[y][x] = dark;
    reserved[y][x] = true;
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) drawFinder(x, y, size, set);
  const centres = alignmentCentres(version);
  const isCorner = (i, j) => (i === 0 && j === 0) || (i === 0 && j === centres.length - 1) || (i === centres.length - 1 && j === 0);
  centres.forEach((x, i) => centres.forEach((y, j) => {
    if (isCorner(i, j)) return;
    for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  }));
  drawFormat(0, size, set); // reserves the place
  if (version >= 7) drawVersion(version, size, set);
  placeData(codewords, modules, reserved);
  return { modules, reserved };
}

/** With its light border. */
function drawFinder(x, y, size, set) {
  for (let dy = -4; dy <= 4; dy++) {
    for (let dx = -4; dx <= 4; dx++) {
      const distance = Math.max(Math.abs(dx), Math.abs(dy));
      if (x + dx >= 0 && x + dx < size && y + dy >= 0 && y + dy < size) set(x + dx, y + dy, distance !== 2 && distance !== 4);
    }
  }
}

/** Annex E; the distances follow a rule, but for version 32. */
function alignmentCentres(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : 2 * Math.ceil((4 * version + 4) / (2 * count - 2));
  return [6, ...Array.from({ length: count - 1 }, (_, i) => 4 * version + 10 - step * (count - 2 - i))];
}

/** A value with the remainder of its division by a polynomial behind it: the BCH codes of annexes C and D. */
function withCheck(value, bits, polynomial) {
  let rest = value;
  for (let i = 0; i < bits; i++) rest = rest << 1 ^ (rest >> bits - 1 & 1 ? polynomial : 0);
  return value << bits | rest & (1 << bits) - 1;
}

function drawFormat(format, size, set) {
  const bits = withCheck(format, 10, 0x537) ^ 0x5412;
  const bit = i => (bits >> i & 1) === 1;
  for (let i = 0; i < 15; i++) {
    // Around the upper left finder, jumping over the timing pattern; and split between the others.
    if (i < 8) set(8, i < 6 ? i : i + 1, bit(i));
    else set(i === 8 ? 7 : 14 - i, 8, bit(i));
    if (i < 8) set(size - 1 - i, 8, bit(i));
    else set(8, size - 15 + i, bit(i));
  }
  set(8, size - 8, true);
}

function drawVersion(version, size, set) {
  const bits = withCheck(version, 12, 0x1f25);
  for (let i = 0; i < 18; i++) {
    const [a, b] = [size - 11 + i % 3, Math.floor(i / 3)];
    set(a, b, (bits >> i & 1) === 1);
    set(b, a, (bits >> i & 1) === 1);
  }
}

/** In columns of two from the right, upward and downward in turn, without the column of the timing pattern. */
function placeData(codewords, modules, reserved) {
  const size = modules.length;
  let next = 0;
  let isUp = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i++) {
      const y = isUp ? size - 1 - i : i;
      for (const x of [right, right - 1]) {
        if (reserved[y][x]) continue;
        if (next < 8 * codewords.length) modules[y][x] = (codewords[next >> 3] >> 7 - (next & 7) & 1) === 1;
        next++;
      }
    }
    isUp = !isUp;
  }
}

// ---- masks (7.8) ----

const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (x, y) => y % 2 === 0,
  x => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => x * y % 2 + x * y % 3 === 0,
  (x, y) => (x * y % 2 + x * y % 3) % 2 === 0,
  (x, y) => ((x + y) % 2 + x * y % 3) % 2 === 0,
];

function masked({ modules, reserved }, mask, level) {
  const flips = MASKS[mask];
  const result = modules.map((row, y) => row.map((dark, x) => reserved[y][x] ? dark : dark !== flips(x, y)));
  drawFormat(FORMAT_OF_LEVEL[level] << 3 | mask, result.length, (x, y, dark) => { result[y][x] = dark; });
  return result;
}

function bestMask(plain, level) {
  const penalties = MASKS.map((_, mask) => penalty(masked(plain, mask, level)));
  return penalties.indexOf(Math.min(...penalties));
}

/** Table 11: runs of one colour, blocks of two by two, what looks like a finder, and the balance of dark and light. */
function penalty(modules) {
  const size = modules.length;
  const rows = modules.map(row => row.map(dark => dark ? "1" : "0").join(""));
  const columns = rows.map((_, x) => rows.map(row => row[x]).join(""));
  let sum = 0;
  for (const line of [...rows, ...columns]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
    for (const pattern of ["10111010000", "00001011101"]) for (let at = line.indexOf(pattern); at >= 0; at = line.indexOf(pattern, at + 1)) sum += 40;
  }
  for (let y = 1; y < size; y++) {
    const [above, row] = [rows[y - 1], rows[y]];
    for (let x = 1; x < size; x++) if (row[x] === row[x - 1] && row[x] === above[x] && row[x] === above[x - 1]) sum += 3;
  }
  const dark = rows.reduce((count, row) => count + row.replaceAll("0", "").length, 0);
  return sum + 10 * Math.floor(Math.abs(20 * dark / (size * size) - 10));
}

// ---- output ----

function svg(modules, margin, moduleSize) {
  const whole = modules.length + 2 * margin;
  const runs = modules.flatMap((row, y) => [...row.map(dark => dark ? "1" : "0").join("").matchAll(/1+/g)].map(run => `M${run.index + margin} ${y + margin}h${run[0].length}v1h-${run[0].length}z`));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${whole * moduleSize}" height="${whole * moduleSize}" viewBox="0 0 ${whole} ${whole}" shape-rendering="crispEdges">`
    + `<rect width="${whole}" height="${whole}" fill="#fff"/><path fill="#000" d="${runs.join("")}"/></svg>`;
}

/** Two rows in a line of half blocks, light as ink: right on a dark background. */
function blocks(modules, margin) {
  const isLight = (x, y) => !(modules[y - margin]?.[x - margin] ?? false);
  const whole = modules.length + 2 * margin;
  const lines = [];
  for (let y = 0; y < whole; y += 2) {
    let line = "";
    for (let x = 0; x < whole; x++) line += isLight(x, y) ? y + 1 < whole && isLight(x, y + 1) ? "█" : "▀" : y + 1 < whole && isLight(x, y + 1) ? "▄" : " ";
    lines.push(line);
  }
  return lines.join("\n");
}
