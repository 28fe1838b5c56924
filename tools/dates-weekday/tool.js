// What a calendar says about a day: weekday, week of ISO 8601, day of the year, quarter.

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export default function weekday({ date }) {
  const day = readDay(date);
  const [year, month] = writeDay(day).split("-").map(Number);
  const fromMonday = (((day + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday
  // A week belongs to the year that its Thursday is in.
  const thursday = day - fromMonday + 3;
  const weekYear = Number(writeDay(thursday).slice(0, 4));
  const week = Math.floor((thursday - dayOf(weekYear, 1, 1)) / 7) + 1;
  return {
    date: writeDay(day),
    weekday: WEEKDAYS[fromMonday],
    isoWeek: `${String(weekYear).padStart(4, "0")}-W${String(week).padStart(2, "0")}`,
    dayOfYear: day - dayOf(year, 1, 1) + 1,
    quarter: Math.ceil(month / 3),
    leapYear: dayOf(year + 1, 1, 1) - dayOf(year, 1, 1) === 366,
  };
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
