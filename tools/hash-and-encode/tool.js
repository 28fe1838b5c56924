// MD5: RFC 1321. SHA-1, SHA-256, SHA-512: FIPS 180-4; their constants are computed, as the standards define them: from the fractional
// parts of square and cube roots of primes, and of sines. HMAC: RFC 2104. CRC-32: the polynomial of ISO 3309. Base64: RFC 4648.

export default function run({ operation, text, key, keyIsHex = false, textIsHex = false }) {
  const bytes = textIsHex ? fromHex(text, "text") : [...new TextEncoder().encode(text)];
  const [kind, hash] = operation.split("-");
  if (Object.hasOwn(HASHES, kind)) return toHex(HASHES[kind].compute(bytes));
  if (kind === "hmac") {
    if (key === undefined) throw new Error(`'${operation}' needs a key.`);
    return toHex(hmac(HASHES[hash], keyIsHex ? fromHex(key, "key") : [...new TextEncoder().encode(key)], bytes));
  }
  return CODES[operation](text, bytes);
}

// ---- encodings ----

const toHex = bytes => bytes.map(byte => byte.toString(16).padStart(2, "0")).join("");

function fromHex(text, what) {
  const digits = text.replace(/[\s:]|^0x/gi, "");
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new Error(`The ${what} is not hexadecimal: it takes an even number of the digits 0 to 9 and a to f.`);
  return (digits.match(/../g) ?? []).map(pair => parseInt(pair, 16));
}

function decodeUtf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    throw new Error(`The decoded bytes are no text in UTF-8. In hexadecimal they are ${toHex(bytes.slice(0, 64))}${bytes.length > 64 ? "..." : ""}.`);
  }
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function toBase64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const group = bytes[i] << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0);
    const digits = Math.min(bytes.length - i, 3) + 1;
    for (let d = 0; d < 4; d++) text += d < digits ? ALPHABET[group >> 18 - 6 * d & 63] : "=";
  }
  return text;
}

function fromBase64(text) {
  const digits = text.replace(/\s/g, "").replaceAll("-", "+").replaceAll("_", "/").replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) throw new Error("The text is not Base64: a character does not belong there, or one is missing.");
  const bytes = [];
  let [held, bits] = [0, 0];
  for (const digit of digits) {
    held = (held << 6 | ALPHABET.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits >= 8) bytes.push(held >> (bits -= 8) & 255);
  }
  return bytes;
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;" };
const NAMED = { amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: "\u00a0" };

function decodeHtml(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi, (all, decimal, hex, name) => {
    if (name) return NAMED[name.toLowerCase()];
    const code = decimal ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

function decodeUrl(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new Error("The text is not percent-encoded UTF-8: after a '%' come two hexadecimal digits.");
  }
}

const CODES = {
  "base64-encode": (_, bytes) => toBase64(bytes),
  "base64-decode": text => decodeUtf8(fromBase64(text)),
  "base64url-encode": (_, bytes) => toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""),
  "base64url-decode": text => decodeUtf8(fromBase64(text)),
  "hex-encode": (_, bytes) => toHex(bytes),
  "hex-decode": text => decodeUtf8(fromHex(text, "text")),
  // The unreserved characters of RFC 3986 stay as they are.
  "url-encode": text => encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  "url-decode": decodeUrl,
  "html-encode": text => text.replace(/[&<>"']/g, c => ENTITIES[c]),
  "html-decode": decodeHtml,
};

// ---- hashes: bytes in, bytes out ----

/** The message, a 1 bit, zeros, and its length in bits, to a whole number of blocks. */
function pad(bytes, block, isBigEndian) {
  const room = block / 8; // for the length: 8 bytes of 64, 16 of 128
  const padded = [...bytes, 0x80];
  while (padded.length % block !== block - room) padded.push(0);
  const length = Array.from({ length: room }, (_, i) => Number(BigInt(bytes.length) * 8n >> BigInt(8 * i) & 255n));
  return padded.concat(isBigEndian ? length.reverse() : length);
}

const rotateLeft = (x, n) => x << n | x >>> 32 - n;
const rotateRight = (x, n) => x >>> n | x << 32 - n;
const bigEndian = words => words.flatMap(w => [w >>> 24, w >>> 16 & 255, w >>> 8 & 255, w & 255]);
const littleEndian = words => words.flatMap(w => [w & 255, w >>> 8 & 255, w >>> 16 & 255, w >>> 24]);
const word = (bytes, at) => bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];

function md5(bytes) {
  const K = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);
  const SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
  const padded = pad(bytes, 64, false);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let start = 0; start < padded.length; start += 64) {
    const M = Array.from({ length: 16 }, (_, i) => word([3, 2, 1, 0].map(b => padded[start + 4 * i + b]), 0));
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const f = round === 0 ? b & c | ~b & d : round === 1 ? d & b | ~d & c : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const g = round === 0 ? i : round === 1 ? (5 * i + 1) % 16 : round === 2 ? (3 * i + 5) % 16 : 7 * i % 16;
      const sum = a + f + K[i] + M[g] | 0;
      [a, d, c, b] = [d, c, b, b + rotateLeft(sum, SHIFTS[round][i % 4]) | 0];
    }
    [a0, b0, c0, d0] = [a0 + a | 0, b0 + b | 0, c0 + c | 0, d0 + d | 0];
  }
  return littleEndian([a0, b0, c0, d0]);
}

function sha1(bytes) {
  const padded = pad(bytes, 64, true);
  let H = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let start = 0; start < padded.length; start += 64) {
    const W = Array.from({ length: 16 }, (_, i) => word(padded, start + 4 * i));
    for (let i = 16; i < 80; i++) W.push(rotateLeft(W[i - 3] ^ W[i - 8] ^ W[i - 14] ^ W[i - 16], 1));
    let [a, b, c, d, e] = H;
    for (let i = 0; i < 80; i++) {
      const [f, k] = i < 20 ? [b & c | ~b & d, 0x5a827999] : i < 40 ? [b ^ c ^ d, 0x6ed9eba1] : i < 60 ? [b & c | b & d | c & d, 0x8f1bbcdc] : [b ^ c ^ d, 0xca62c1d6];
      [a, b, c, d, e] = [rotateLeft(a, 5) + f + e + k + W[i] | 0, a, rotateLeft(b, 30), c, d];
    }
    H = [a, b, c, d, e].map((x, i) => x + H[i] | 0);
  }
  return bigEndian(H);
}

function primes(count) {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every(p => n % p !== 0)) found.push(n);
  return found;
}

/** The first so many bits of the fractional part of a prime's square or cube root: the whole root of p * 2^(bits * degree), cut. */
function rootBits(prime, degree, bits) {
  const target = BigInt(prime) << BigInt(bits * degree);
  let root = 1n << BigInt(bits + 5);
  for (;;) {
    const next = degree === 2 ? (root + target / root) / 2n : (2n * root + target / (root * root)) / 3n;
    if (next >= root) return root & (1n << BigInt(bits)) - 1n;
    root = next;
  }
}

function sha256(bytes) {
  const K = primes(64).map(p => Number(rootBits(p, 3, 32)) | 0);
  let H = primes(8).map(p => Number(rootBits(p, 2, 32)) | 0);
  const padded = pad(bytes, 64, true);
  for (let start = 0; start < padded.length; start += 64) {
    const W = Array.from({ length: 16 }, (_, i) => word(padded, start + 4 * i));
    for (let i = 16; i < 64; i++) {
      const s0 = rotateRight(W[i - 15], 7) ^ rotateRight(W[i - 15], 18) ^ W[i - 15] >>> 3;
      const s1 = rotateRight(W[i - 2], 17) ^ rotateRight(W[i - 2], 19) ^ W[i - 2] >>> 10;
      W.push(W[i - 16] + s0 + W[i - 7] + s1 | 0);
    }
    let [a, b, c, d, e, f, g, h] = H;
    for (let i = 0; i < 64; i++) {
      const t1 = h + (rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25)) + (e & f ^ ~e & g) + K[i] + W[i] | 0;
      const t2 = (rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, d + t1 | 0, c, b, a, t1 + t2 | 0];
    }
    H = [a, b, c, d, e, f, g, h].map((x, i) => x + H[i] | 0);
  }
  return bigEndian(H);
}

/** As SHA-256 on words of 64 bits, here BigInts. */
function sha512(bytes) {
  const MASK = (1n << 64n) - 1n;
  const rotate = (x, n) => (x >> n | x << 64n - n) & MASK;
  const K = primes(80).map(p => rootBits(p, 3, 64));
  let H = primes(8).map(p => rootBits(p, 2, 64));
  const padded = pad(bytes, 128, true);
  for (let start = 0; start < padded.length; start += 128) {
    const W = Array.from({ length: 16 }, (_, i) => BigInt(`0x${toHex(padded.slice(start + 8 * i, start + 8 * i + 8))}`));
    for (let i = 16; i < 80; i++) {
      const s0 = rotate(W[i - 15], 1n) ^ rotate(W[i - 15], 8n) ^ W[i - 15] >> 7n;
      const s1 = rotate(W[i - 2], 19n) ^ rotate(W[i - 2], 61n) ^ W[i - 2] >> 6n;
      W.push(W[i - 16] + s0 + W[i - 7] + s1 & MASK);
    }
    let [a, b, c, d, e, f, g, h] = H;
    for (let i = 0; i < 80; i++) {
      const t1 = h + (rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n)) + (e & f ^ (e ^ MASK) & g) + K[i] + W[i];
      const t2 = (rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)) + (a & b ^ a & c ^ b & c);
      [h, g, f, e, d, c, b, a] = [g, f, e, d + t1 & MASK, c, b, a, t1 + t2 & MASK];
    }
    H = [a, b, c, d, e, f, g, h].map((x, i) => x + H[i] & MASK);
  }
  return fromHex(H.map(x => x.toString(16).padStart(16, "0")).join(""), "hash");
}

function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc >>> 1 ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return bigEndian([~crc]);
}

const HASHES = {
  md5: { compute: md5, block: 64 },
  sha1: { compute: sha1, block: 64 },
  sha256: { compute: sha256, block: 64 },
  sha512: { compute: sha512, block: 128 },
  crc32: { compute: crc32, block: 64 },
};

function hmac({ compute, block }, key, bytes) {
  const whole = key.length > block ? compute(key) : key;
  const padded = Array.from({ length: block }, (_, i) => whole[i] ?? 0);
  return compute([...padded.map(b => b ^ 0x5c), ...compute([...padded.map(b => b ^ 0x36), ...bytes])]);
}
