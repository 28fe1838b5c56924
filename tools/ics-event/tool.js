// iCalendar, RFC 5545: one VEVENT. Lines are folded at 75 bytes (section 3.1) and end with CR LF; texts are escaped (section 3.3.11).

const MINUTE = 60_000;
const DAY = 86_400_000;

export default function event(args) {
  const start = readTime("start", args.start);
  const end = args.end === undefined ? undefined : readTime("end", args.end);
  if (end && end.form !== start.form) throw new Error("'start' and 'end' are not of one form: both are days, both local times, or both have an offset.");
  if (end && (start.form === "day" ? end.time < start.time : end.time <= start.time)) throw new Error(`The end '${args.end}' is not after the start '${args.start}'.`);
  if ((args.repeatCount !== undefined || args.repeatUntil !== undefined) && !args.repeat) throw new Error("'repeatCount' and 'repeatUntil' need repeat: daily, weekly, monthly or yearly.");
  if (args.repeatCount !== undefined && args.repeatUntil !== undefined) throw new Error("Give 'repeatCount' or 'repeatUntil', not both.");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//AgentFlow//ics-event 1.0//EN",
    "BEGIN:VEVENT",
    `UID:${escape(args.uid ?? nameOf(args))}`,
    `DTSTAMP:${utc(clock.now())}`,
    property("DTSTART", start),
    // The end is the moment when it is over: for whole days that is the day after the last.
    property("DTEND", end ? { ...end, time: end.time + (end.form === "day" ? DAY : 0) } : { ...start, time: start.time + (start.form === "day" ? DAY : 60 * MINUTE) }),
    `SUMMARY:${escape(args.title)}`,
    ...optional("LOCATION", args.location),
    ...optional("DESCRIPTION", args.description),
    ...(args.url === undefined ? [] : [`URL:${address(args.url)}`]),
    ...(args.organizer === undefined ? [] : [`ORGANIZER:mailto:${mail(args.organizer)}`]),
    ...(args.attendees ?? []).map(attendee => `ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:${mail(attendee)}`),
    ...(args.repeat ? [rule(args, start)] : []),
    ...(args.reminderMinutes === undefined ? [] : ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escape(args.title)}`, `TRIGGER:-PT${args.reminderMinutes}M`, "END:VALARM"]),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map(fold).join("\r\n") + "\r\n";
}

function readTime(name, text) {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?\s*(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text.trim());
  if (!match) throw new Error(`'${name}' is '${text}', which is no time. Write it as 2026-12-25, 2026-12-25T14:30 or 2026-12-25T14:30+01:00.`);
  const [, year, month, day, hour = "0", minute = "0", second = "0", zone] = match;
  const time = Date.UTC(Number(year), month - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (new Date(time).toISOString().slice(0, 10) !== `${year}-${month}-${day}` || hour > 23 || minute > 59 || second > 59) throw new Error(`'${name}' is '${text}', and there is no such time.`);
  if (match[4] === undefined) return { form: "day", time };
  if (zone === undefined) return { form: "local", time };
  const sign = zone[0] === "-" ? -1 : 1;
  const offset = /^z$/i.test(zone) ? 0 : sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  return { form: "utc", time: time - offset * MINUTE };
}

const utc = time => `${new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
const stamp = ({ form, time }) => form === "day" ? utc(time).slice(0, 8) : form === "local" ? utc(time).slice(0, -1) : utc(time);
const property = (name, value) => `${name}${value.form === "day" ? ";VALUE=DATE" : ""}:${stamp(value)}`;

function rule(args, start) {
  const end = args.repeatCount !== undefined ? `;COUNT=${args.repeatCount}` : args.repeatUntil !== undefined ? `;UNTIL=${until(args.repeatUntil, start)}` : "";
  return `RRULE:FREQ=${args.repeat.toUpperCase()}${end}`;
}

/** In the form of the start, as section 3.3.10 asks: to the end of that day. */
function until(text, start) {
  const last = readTime("repeatUntil", text);
  if (last.form === "day" && start.form !== "day") last.time += DAY - 1000;
  if (last.time < start.time) throw new Error(`'repeatUntil' is '${text}', before the start '${utc(start.time)}'.`);
  return stamp({ form: start.form, time: last.time });
}

const escape = text => text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ").replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");
const optional = (name, text) => text === undefined || text === "" ? [] : [`${name}:${escape(text)}`];

function mail(text) {
  if (!/^[^\s@<>;:,"\\\u0000-\u001f]+@[^\s@<>;:,"\\\u0000-\u001f]+$/.test(text)) throw new Error(`'${text}' is not a mail address such as ada@example.org.`);
  return text;
}

function address(text) {
  if (!/^[a-z][a-z0-9+.-]*:[^\s\u0000-\u001f]+$/i.test(text)) throw new Error(`'${text}' is not an address such as https://example.org.`);
  return text;
}

/** The same event gets the same name: FNV-1a over what makes it, twice 32 bits. */
function nameOf({ title, start, organizer = "" }) {
  let [low, high] = [0x811c9dc5, 0x01000193];
  for (const c of `${title}\n${start}\n${organizer}`) {
    low = Math.imul(low ^ c.codePointAt(0), 0x01000193) >>> 0;
    high = Math.imul(high ^ low, 0x01000193) >>> 0;
  }
  return `${high.toString(16).padStart(8, "0")}${low.toString(16).padStart(8, "0")}@agentflow`;
}

/** At most 75 bytes of UTF-8 in a line; what follows begins with a space. No character is cut. */
function fold(line) {
  const parts = [];
  let [part, size] = ["", 0];
  for (const c of line.toWellFormed()) {
    const code = c.codePointAt(0);
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (size + bytes > 75) {
      parts.push(part);
      [part, size] = [" ", 1];
    }
    part += c;
    size += bytes;
  }
  return [...parts, part].join("\r\n");
}
