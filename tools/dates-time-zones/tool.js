// Time zones from a table of rules in place of a database. A zone is supported from the first year that its present rule governs as a
// whole (the last column) to 2037; outside of that the tool says so instead of guessing. Zones whose rule follows the moon (Morocco) or
// changed in the last years (Greenland, Paraguay) are left out. The source of rules and years is the IANA time zone database, 2025c.

const LAST_YEAR = 2037;
const MINUTE = 60_000;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export default function currentTime({ timeZone = "UTC", at, fromTimeZone = "UTC" }) {
  const zone = findZone(timeZone);
  if (at === undefined) return describe(clock.now(), zone);
  const { instant, note } = read(at, findZone(fromTimeZone));
  return note ? { ...describe(instant, zone), note } : describe(instant, zone);
}

function describe(instant, zone) {
  const offset = offsetAt(instant, zone);
  const local = new Date(instant + offset * MINUTE);
  return { time: local.toISOString().slice(0, 19) + writeOffset(offset), weekday: WEEKDAYS[local.getUTCDay()], timeZone: zone.name };
}

function writeOffset(minutes) {
  const [size, sign] = [Math.abs(minutes), minutes < 0 ? "-" : "+"];
  return `${sign}${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
}

function read(text, zone) {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(text.trim());
  if (!match) throw new Error(`'${text}' is not a time. Write it as 2026-12-25T14:30.`);
  const [year, month, day, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(part => part === undefined ? undefined : Number(part));
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  if (new Date(local).toISOString().slice(0, 10) !== `${match[1]}-${match[2]}-${match[3]}` || hour > 23 || minute > 59 || second > 59)
    throw new Error(`There is no time '${text}': check the day of the month, and that hours go to 23 and minutes to 59.`);
  if (match[7]) return { instant: local - (/^z$/i.test(match[7]) ? 0 : readOffset(match[7])) * MINUTE };
  // A local time has one instant; none when clocks go forward over it; two when they go back. Then the first offset is taken.
  const offsets = [...new Set([-1440, 1440].map(around => offsetAt(local + (around - zone.offset) * MINUTE, zone)))];
  const fitting = offsets.filter(offset => offsetAt(local - offset * MINUTE, zone) === offset);
  if (fitting.length === 2) return { instant: local - Math.max(...fitting) * MINUTE, note: `This time comes twice in ${zone.name}, because clocks go back; the first is meant.` };
  if (fitting.length === 0) return { instant: local - Math.min(...offsets) * MINUTE, note: `This time does not exist in ${zone.name}, because clocks go forward over it; it was moved by as much.` };
  return { instant: local - fitting[0] * MINUTE };
}

function readOffset(text) {
  const match = /^(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d\d))?$/i.exec(text.trim());
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 14 * 60 || Number(match[3] ?? 0) > 59) throw new Error(`The offset '${text}' is out of range; offsets go to +14:00.`);
  return match[1] === "-" ? -minutes : minutes;
}

function findZone(text) {
  const offset = readOffset(text);
  if (offset !== undefined) return { name: writeOffset(offset), offset };
  const wanted = normal(text);
  if (["utc", "gmt", "z", "etc/utc"].includes(wanted)) return { name: "UTC", offset: 0 };
  for (const [name, standard, rule, since, also = ""] of ZONES) {
    const city = name.slice(name.lastIndexOf("/") + 1);
    if ([name, city, ...also.split(", ")].some(spelling => normal(spelling) === wanted))
      return { name, offset: Math.sign(standard) * (Math.floor(Math.abs(standard) / 100) * 60 + Math.abs(standard) % 100), rule: RULES[rule], since };
  }
  throw new Error(`The time zone '${text}' is not known. Known are UTC, offsets such as +02:00, and: ${ZONES.map(([name]) => name).join(", ")}.`);
}

const normal = text => text.trim().toLowerCase().normalize("NFD").replace(/[\u0300-\u036f.]/g, "").replace(/[\s_-]+/g, " ");

function offsetAt(instant, zone) {
  const year = new Date(instant + zone.offset * MINUTE).getUTCFullYear();
  if (zone.since && (year < zone.since || year > LAST_YEAR))
    throw new Error(`${zone.name} is supported from ${zone.since} to ${LAST_YEAR}, not in ${year}. For other years give an offset such as +02:00.`);
  if (!zone.rule) return zone.offset;
  const [start, end] = zone.rule(year, zone.offset);
  const isSummer = start < end ? instant >= start && instant < end : instant >= start || instant < end;
  return isSummer ? zone.offset + 60 : zone.offset;
}

// ---- rules: when summer time starts and ends in a year, as instants ----

/** The first such weekday on or after a day of the month. */
function onOrAfter(year, month, day, weekday) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return Date.UTC(year, month - 1, day + (weekday - date.getUTCDay() + 7) % 7);
}

/** The last such weekday of a month. */
function last(year, month, weekday) {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return onOrAfter(year, month, days - 6, weekday);
}

const [SUNDAY, THURSDAY, FRIDAY] = [0, 4, 5];
const hours = (count, offset = 0) => (count * 60 - offset) * MINUTE; // so many hours of local time, at an offset, as an instant's distance

const RULES = {
  none: null,
  eu: year => [last(year, 3, SUNDAY) + hours(1), last(year, 10, SUNDAY) + hours(1)],
  us: (year, offset) => [onOrAfter(year, 3, 8, SUNDAY) + hours(2, offset), onOrAfter(year, 11, 1, SUNDAY) + hours(1, offset)],
  australia: (year, offset) => [onOrAfter(year, 10, 1, SUNDAY) + hours(2, offset), onOrAfter(year, 4, 1, SUNDAY) + hours(2, offset)],
  newZealand: (year, offset) => [last(year, 9, SUNDAY) + hours(2, offset), onOrAfter(year, 4, 1, SUNDAY) + hours(2, offset)],
  chile: year => [onOrAfter(year, 9, 2, SUNDAY) + hours(4), onOrAfter(year, 4, 2, SUNDAY) + hours(3)],
  israel: (year, offset) => [onOrAfter(year, 3, 23, FRIDAY) + hours(2, offset), last(year, 10, SUNDAY) + hours(1, offset)],
  egypt: (year, offset) => [last(year, 4, FRIDAY) + hours(0, offset), last(year, 10, THURSDAY) + hours(23, offset)],
};

// Name, standard offset as hours and minutes, rule, the first year that the rule governs as a whole, what else people call it.
const ZONES = [
  ["Europe/London", 0, "eu", 1996, "UK, England, Britain, Edinburgh"], ["Europe/Dublin", 0, "eu", 1996, "Ireland"], ["Europe/Lisbon", 0, "eu", 1997, "Portugal"],
  ["Europe/Paris", 100, "eu", 1996, "France"], ["Europe/Berlin", 100, "eu", 1996, "Germany, Munich, Hamburg, Frankfurt"], ["Europe/Madrid", 100, "eu", 1996, "Spain, Barcelona"],
  ["Europe/Rome", 100, "eu", 1996, "Italy, Milan, Turin"], ["Europe/Amsterdam", 100, "eu", 1996, "Netherlands"], ["Europe/Brussels", 100, "eu", 1996, "Belgium"],
  ["Europe/Zurich", 100, "eu", 1996, "Switzerland, Geneva"], ["Europe/Vienna", 100, "eu", 1996, "Austria"], ["Europe/Stockholm", 100, "eu", 1996, "Sweden"],
  ["Europe/Oslo", 100, "eu", 1996, "Norway"], ["Europe/Copenhagen", 100, "eu", 1996, "Denmark"], ["Europe/Prague", 100, "eu", 1996, "Czechia"],
  ["Europe/Warsaw", 100, "eu", 1996, "Poland, Krakow"], ["Europe/Budapest", 100, "eu", 1996, "Hungary"], ["Europe/Belgrade", 100, "eu", 1996, "Serbia"],
  ["Europe/Helsinki", 200, "eu", 1996, "Finland"], ["Europe/Athens", 200, "eu", 1996, "Greece"], ["Europe/Bucharest", 200, "eu", 1997, "Romania"],
  ["Europe/Sofia", 200, "eu", 1997, "Bulgaria"], ["Europe/Kyiv", 200, "eu", 1997, "Ukraine, Kiev"], ["Europe/Riga", 200, "eu", 2001, "Latvia"],
  ["Europe/Vilnius", 200, "eu", 2003, "Lithuania"], ["Europe/Tallinn", 200, "eu", 2002, "Estonia"],
  ["Europe/Istanbul", 300, "none", 2017, "Turkey, Ankara"], ["Europe/Moscow", 300, "none", 2015, "St Petersburg"], ["Europe/Minsk", 300, "none", 2012, "Belarus"],
  ["Atlantic/Reykjavik", 0, "none", 1969, "Iceland"], ["Africa/Cairo", 200, "egypt", 2024, "Egypt"], ["Africa/Johannesburg", 200, "none", 1945, "South Africa, Cape Town"],
  ["Africa/Lagos", 100, "none", 1970, "Nigeria"], ["Africa/Nairobi", 300, "none", 1970, "Kenya"], ["Africa/Accra", 0, "none", 1970, "Ghana"],
  ["Africa/Addis_Ababa", 300, "none", 1970, "Ethiopia"], ["Africa/Algiers", 100, "none", 1982, "Algeria"], ["Africa/Tunis", 100, "none", 2009, "Tunisia"],
  ["Asia/Jerusalem", 200, "israel", 2014, "Israel, Tel Aviv"], ["Asia/Riyadh", 300, "none", 1970, "Saudi Arabia"], ["Asia/Baghdad", 300, "none", 2008, "Iraq"],
  ["Asia/Tehran", 330, "none", 2023, "Iran"], ["Asia/Dubai", 400, "none", 1973, "UAE, Abu Dhabi"], ["Asia/Kabul", 430, "none", 1970, "Afghanistan"],
  ["Asia/Karachi", 500, "none", 2010, "Pakistan"], ["Asia/Tashkent", 500, "none", 1993, "Uzbekistan"], ["Asia/Kolkata", 530, "none", 1970, "India, Calcutta, Mumbai, Delhi, New Delhi, Bangalore"],
  ["Asia/Colombo", 530, "none", 2007, "Sri Lanka"], ["Asia/Kathmandu", 545, "none", 1987, "Nepal"], ["Asia/Dhaka", 600, "none", 2010, "Bangladesh"],
  ["Asia/Almaty", 500, "none", 2025, "Kazakhstan"], ["Asia/Yangon", 630, "none", 1970, "Myanmar, Rangoon"], ["Asia/Bangkok", 700, "none", 1970, "Thailand"],
  ["Asia/Ho_Chi_Minh", 700, "none", 1976, "Vietnam, Saigon"], ["Asia/Jakarta", 700, "none", 1970, "Indonesia"], ["Asia/Shanghai", 800, "none", 1992, "China, Beijing"],
  ["Asia/Hong_Kong", 800, "none", 1980], ["Asia/Taipei", 800, "none", 1980, "Taiwan"], ["Asia/Singapore", 800, "none", 1982], ["Asia/Kuala_Lumpur", 800, "none", 1982, "Malaysia"],
  ["Asia/Manila", 800, "none", 1991, "Philippines"], ["Asia/Tokyo", 900, "none", 1970, "Japan, Osaka, Kyoto"], ["Asia/Seoul", 900, "none", 1989, "Korea, South Korea"],
  ["Australia/Perth", 800, "none", 2010], ["Australia/Darwin", 930, "none", 1970], ["Australia/Adelaide", 930, "australia", 2009], ["Australia/Brisbane", 1000, "none", 1993],
  ["Australia/Sydney", 1000, "australia", 2009, "Canberra"], ["Australia/Melbourne", 1000, "australia", 2009], ["Australia/Hobart", 1000, "australia", 2009],
  ["Pacific/Auckland", 1200, "newZealand", 2008, "New Zealand, Wellington"], ["Pacific/Fiji", 1200, "none", 2022], ["Pacific/Honolulu", -1000, "none", 1970, "Hawaii"],
  ["America/Anchorage", -900, "us", 2007, "Alaska"], ["America/Los_Angeles", -800, "us", 2007, "San Francisco, Seattle, San Diego, Las Vegas, California, Pacific time"],
  ["America/Vancouver", -800, "us", 2007], ["America/Phoenix", -700, "none", 1970, "Arizona"], ["America/Denver", -700, "us", 2007, "Mountain time"],
  ["America/Edmonton", -700, "us", 2007, "Calgary"], ["America/Chicago", -600, "us", 2007, "Houston, Dallas, Austin, Central time"], ["America/Winnipeg", -600, "us", 2007],
  ["America/Regina", -600, "none", 1970, "Saskatchewan"], ["America/Mexico_City", -600, "none", 2023, "Mexico"], ["America/Bogota", -500, "none", 1994, "Colombia"],
  ["America/Lima", -500, "none", 1995, "Peru"], ["America/New_York", -500, "us", 2007, "Boston, Washington, Miami, Atlanta, Philadelphia, Eastern time"],
  ["America/Toronto", -500, "us", 2007, "Ottawa, Montreal"], ["America/Detroit", -500, "us", 2007], ["America/Caracas", -400, "none", 2017, "Venezuela"],
  ["America/La_Paz", -400, "none", 1970, "Bolivia"], ["America/Halifax", -400, "us", 2007], ["America/Puerto_Rico", -400, "none", 1970, "San Juan"],
  ["America/Santiago", -400, "chile", 2023, "Chile"], ["America/St_Johns", -330, "us", 2012, "Newfoundland"], ["America/Sao_Paulo", -300, "none", 2020, "Brazil, Rio de Janeiro, Brasilia"],
  ["America/Argentina/Buenos_Aires", -300, "none", 2010, "Argentina"], ["America/Montevideo", -300, "none", 2016, "Uruguay"],
];
