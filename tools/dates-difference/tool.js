// The time between two days of the proleptic Gregorian calendar. Whole months are counted as people count ages: from January 31 the first
// is complete on February 28 or 29, where the month has no 31st.

export default function difference({ from, to, unit = "days" }) {
  const [start, end] = [readDay(from), readDay(to)];
  const [value, remaining] = start <= end ? count(start, end, unit) : count(end, start, unit).map(part => -part || 0);
  return remaining === 0 ? { value, unit } : { value, unit, remainingDays: remaining };
}

/** Whole units from a day to a later one, and the days that are left. */
function count(start, end, unit) {
  if (unit === "days") return [end - start, 0];
  if (unit === "weeks") return [Math.floor((end - start) / 7), (end - start) % 7];
  if (unit === "workdays") return [workdaysUpTo(end) - workdaysUpTo(start), 0];
  const length = unit === "years" ? 12 : 1;
  const [first, second] = [new Date(start * DAY), new Date(end * DAY)];
  const months = (second.getUTCFullYear() - first.getUTCFullYear()) * 12 + second.getUTCMonth() - first.getUTCMonth();
  let whole = Math.floor(months / length);
  if (addMonths(start, whole * length) > end) whole--;
  return [whole, end - addMonths(start, whole * length)];
}

/** The same day so many months later, or the last of that month where it is shorter. */
function addMonths(day, months) {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1 + months];
  return Math.min(dayOf(year, month, 1) + date.getUTCDate() - 1, dayOf(year, month + 1, 0));
}

/** Mondays to Fridays up to and with a day, counted from a Monday, 1969-12-29. */
function workdaysUpTo(day) {
  const days = day + 3;
  return Math.floor(days / 7) * 5 + Math.min(((days % 7) + 7) % 7 + 1, 5);
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
