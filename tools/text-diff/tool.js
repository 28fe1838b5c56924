// The shortest edit script of E. Myers, "An O(ND) difference algorithm and its variations" (1986), the greedy form with a trace,
// written in the unified format of POSIX diff -u. Line ends of Windows count as line ends.

const MOST_CHANGES = 2000; // the trace takes memory by the square of this

export default function diff({ before, after, context = 3 }) {
  const [a, b] = [lines(before), lines(after)];
  const edits = compare(a, b);
  const hunks = group(edits, context);
  return {
    added: edits.filter(e => e.sign === "+").length,
    removed: edits.filter(e => e.sign === "-").length,
    diff: hunks.map(write).join("\n"),
  };
}

function lines(text) {
  const all = text.split(/\r?\n/);
  if (all.at(-1) === "") all.pop();
  return all;
}

/** Every line of both texts in order: kept, gone or come, with its place in each text. */
function compare(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const kept = (from, to, shift) => Array.from({ length: to - from }, (_, i) => ({ sign: " ", text: a[from + i], x: from + i, y: from + i + shift }));
  const middle = shortestScript(a.slice(start, a.length - end), b.slice(start, b.length - end)).map(e => ({ ...e, x: e.x + start, y: e.y + start }));
  return [...kept(0, start, 0), ...middle, ...kept(a.length - end, a.length, b.length - a.length)];
}

function shortestScript(a, b) {
  const furthest = new Map([[1, 0]]); // on each diagonal x - y the largest x reached
  const trace = [];
  for (let d = 0; ; d++) {
    if (d > MOST_CHANGES) throw new Error(`The texts differ in more than ${MOST_CHANGES} lines. Compare smaller parts.`);
    trace.push(new Map(furthest));
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && furthest.get(k - 1) < furthest.get(k + 1)) ? furthest.get(k + 1) : furthest.get(k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, trace);
    }
  }
}

function walkBack(a, b, trace) {
  const edits = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d--) {
    const [furthest, k] = [trace[d], x - y];
    const isInsert = k === -d || (k !== d && furthest.get(k - 1) < furthest.get(k + 1));
    const before = furthest.get(isInsert ? k + 1 : k - 1);
    const [fromX, fromY] = [before, before - (isInsert ? k + 1 : k - 1)];
    while (x > 0 && y > 0 && x > fromX && y > fromY) edits.push({ sign: " ", text: a[--x], x, y: --y });
    if (d === 0) break;
    if (isInsert) edits.push({ sign: "+", text: b[--y], x, y });
    else edits.push({ sign: "-", text: a[--x], x, y });
  }
  return edits.reverse();
}

/** Changes with so many kept lines around them; changes whose surroundings touch are one hunk. */
function group(edits, context) {
  const hunks = [];
  let until = -1;
  edits.forEach((edit, i) => {
    if (edit.sign === " ") return;
    const from = Math.max(0, i - context);
    if (from > until || hunks.length === 0) hunks.push([from, i]);
    until = Math.min(edits.length - 1, i + context) + 1;
    hunks.at(-1)[1] = until;
  });
  return hunks.map(([from, to]) => edits.slice(from, to));
}

function write(hunk) {
  const range = (place, sign) => {
    const count = hunk.filter(e => e.sign === " " || e.sign === sign).length;
    const start = hunk[0][place] + (count === 0 ? 0 : 1);
    return count === 1 ? `${start}` : `${start},${count}`;
  };
  return [`@@ -${range("x", "-")} +${range("y", "+")} @@`, ...hunk.map(e => e.sign + e.text)].join("\n");
}
