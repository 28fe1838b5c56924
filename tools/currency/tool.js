// Rates come from the host, in config/currency.json: { "base": "EUR", "date": "2026-11-20", "rates": { "USD": 1.08, "GBP": 0.85 } },
// as central banks publish them: one of the base is worth so many of each.

const CONFIG = "config/currency.json";

// The digits behind the point of currencies that have not two: ISO 4217.
const DIGITS = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
};

// Only what is clear without a country; a dollar is the American one.
const NAMES = {
  "€": "EUR", euro: "EUR", "$": "USD", "us$": "USD", dollar: "USD", "us dollar": "USD", "£": "GBP", pound: "GBP", sterling: "GBP", "pound sterling": "GBP", "¥": "JPY", yen: "JPY",
  "swiss franc": "CHF", franc: "CHF", "₹": "INR", rupee: "INR", "indian rupee": "INR", "₩": "KRW", won: "KRW", yuan: "CNY", renminbi: "CNY", "zł": "PLN", zloty: "PLN", "₺": "TRY", "₽": "RUB",
  "₪": "ILS", shekel: "ILS", "a$": "AUD", "c$": "CAD", "r$": "BRL", real: "BRL", "canadian dollar": "CAD", "australian dollar": "AUD", "₴": "UAH", "฿": "THB", baht: "THB",
};

export default async function convert({ amount, from, to }) {
  const table = readTable(await files.read(CONFIG));
  const [source, target] = [find(table, from), find(table, to)];
  const rate = table.rates[target] / table.rates[source];
  const digits = DIGITS[target] ?? 2;
  const exact = source === target ? amount : amount * rate;
  if (!(Math.abs(exact) < 1e15)) throw new Error(`The amount ${amount} is too large to be converted to the cent.`);
  return { value: round(exact, digits), currency: target, rate: Number(rate.toPrecision(8)), date: table.date };
}

function readTable(text) {
  let table;
  try {
    table = JSON.parse(text);
  } catch (error) {
    throw new Error(`'${CONFIG}' is no JSON: ${error.message} Tell the operator.`);
  }
  const isRate = rate => typeof rate === "number" && rate > 0 && Number.isFinite(rate);
  if (typeof table?.base !== "string" || typeof table.date !== "string" || typeof table.rates !== "object" || table.rates === null) throw new Error(`'${CONFIG}' needs base, date and rates. Tell the operator.`);
  const wrong = Object.keys(table.rates).find(code => !isRate(table.rates[code]));
  if (wrong) throw new Error(`The rate of '${wrong}' in '${CONFIG}' is no number above 0. Tell the operator.`);
  return { ...table, rates: { ...table.rates, [table.base]: 1 } };
}

function find(table, text) {
  const wanted = text.trim().toLowerCase();
  const code = NAMES[wanted] ?? NAMES[wanted.replace(/s$/, "")] ?? wanted.toUpperCase();
  if (!Object.hasOwn(table.rates, code)) throw new Error(`There is no rate for '${text}' in the table of ${table.date}. It has: ${Object.keys(table.rates).sort().join(", ")}.`);
  return code;
}

/** Halves go away from zero. The decimal form is shifted, not multiplied, so that 1.005 is not taken for a little less. */
function round(value, digits) {
  const decimal = Number(Math.abs(value).toPrecision(15));
  const rounded = decimal < 1e-6 ? 0 : Number(`${Math.round(Number(`${decimal}e${digits}`))}e-${digits}`);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}
