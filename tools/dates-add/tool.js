// Adds to a day of the proleptic Gregorian calendar. A month after January 31 is February 28 or 29: the last day where the month is shorter.

const WEEKDAYS = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]; // 1970-01-01 was a Thursday

export default function add({ date, amount, unit }) {
  const start = readDay(date);
  const day = unit === "days" ? start + amount
    : unit === "weeks" ? start + 7 * amount
    : unit === "workdays" ? addWorkdays(start, amount)
    : addMonths(start, unit === "years" ? 12 * amount : amount);
  if (!(day >= dayOf(1, 1, 1) && day <= dayOf(9999, 12, 31))) throw new Error("The result is outside of the years 1 to 9999.");
  return { date: writeDay(day), weekday: WEEKDAYS[((day % 7) + 7) % 7] };
}

function addMonths(day, months) {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1 + months];
  return Math.min(dayOf(year, month, 1) + date.getUTCDate() - 1, dayOf(year, month + 1, 0));
}

/** From a weekend the first workday onward is Monday, backward Friday. No workday is added to a weekend day: it stays. */
function addWorkdays(day, amount) {
  const weekday = (((day + 3) % 7) + 7) % 7; // Monday is 0
  if (amount === 0) return day;
  const from = weekday < 5 ? weekday : amount > 0 ? 4 : 5;
  const monday = day - weekday;
  const target = (amount > 0 ? Math.min(from, 4) : from) + amount;
  return monday + Math.floor(target / 5) * 7 + ((target % 5) + 5) % 5;
}

// ---- reading dates: a day is the number of days since 1970-01-01 in the Gregorian calendar ----

const DAY = 86_400_000;
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

function dayOf(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC would take the years 0 to 99 for 1900 to 1999
  return date.getTime() / DAY;
}

function readDay(text) {
  const wanted = text.trim().toLowerCase();
  const relative = { yesterday: -1, today: 0, now: 0, tomorrow: 1 }[wanted];
  if (relative !== undefined) return Math.floor(clock.now() / DAY) + relative;
  let match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:t.*)?$/.exec(wanted);
  let parts = match && [match[1], Number(match[2]), match[3]];
  if ((match = /^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,? (\d{4})$/.exec(wanted))) parts = [match[3], monthOf(match[2]), match[1]];
  if ((match = /^(?:[a-z]+,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(wanted))) parts = [match[3], monthOf(match[1]), match[2]];
  if (!parts) throw new Error(`'${text}' is not a date. Write it as 2026-12-25, or say today, tomorrow or yesterday.`);
  const [year, month, day] = parts.map(Number);
  if (year < 1 || !(month >= 1 && month <= 12) || day < 1 || day > new Date(dayOf(year, month + 1, 0) * DAY).getUTCDate())
    throw new Error(`There is no date '${text}'.`);
  return dayOf(year, month, day);
}

const monthOf = name => MONTHS.findIndex(month => month.startsWith(name)) + 1;
const writeDay = day => new Date(day * DAY).toISOString().slice(0, 10);
