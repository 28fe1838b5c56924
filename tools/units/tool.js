// Converts between 175 units of 15 kinds. The factors are exact where the definition is: SI Brochure (9th edition, 2019), tables 2 to 8;
// NIST SP 811 (2008), appendix B; the international yard and pound agreement (1959); IEC 80000-13 for data.

export default function convert({ value, from, to }) {
  const [source, target] = pair(from, to);
  const quantity = source.isInverse ? source.factor / value : (value + source.offset) * source.factor;
  if (source.kind === "temperature" && quantity < 0) throw new Error(`${value} ${source.symbol} is below absolute zero, which is 0 K, -273.15 °C or -459.67 °F.`);
  const result = source === target ? value : target.isInverse ? target.factor / quantity : quantity / target.factor - target.offset;
  if (!Number.isFinite(result)) throw new Error(`${value} ${source.symbol} has no finite value in ${target.symbol}.`);
  return { value: Number(result.toPrecision(12)), unit: target.symbol };
}

/** The two units that are meant: the first of one kind, where a spelling such as 'oz' stands for several. */
function pair(from, to) {
  const units = Object.entries(UNITS).flatMap(([kind, list]) => list.map(row => unit(kind, row)));
  // As it is written first, which is quick; only then whatever means the same.
  const written = common(forms(from.trim()), forms(to.trim()), names => units.filter(u => u.spellings.some(s => names.includes(s))));
  if (written) return written;
  const [sources, targets] = [find(units, from), find(units, to)];
  if (sources.length === 0) throw unknown(units, from, targets[0]?.kind);
  if (targets.length === 0) throw unknown(units, to, sources[0].kind);
  const found = common(sources, targets, list => list);
  if (found) return found;
  throw new Error(`'${from.trim()}' is a unit of ${sources[0].kind} and '${to.trim()}' one of ${targets[0].kind}; only units of the same kind convert into each other. ${listing(units, sources[0].kind)}`);
}

function common(from, to, read) {
  const targets = read(to);
  for (const source of read(from)) {
    const target = targets.find(t => t.kind === source.kind);
    if (target) return [source, target];
  }
  return undefined;
}

const unit = (kind, [symbol, name, factor, also, extra]) =>
  ({ kind, symbol, factor, spellings: [symbol, name, ...also], offset: typeof extra === "number" ? extra : 0, isInverse: extra === "inverse" });

/** What a spelling can mean, the likeliest first: with the same letters, then without regard to case. */
function find(units, name) {
  const wanted = forms(normal(name));
  const lower = wanted.map(s => s.toLowerCase());
  const known = units.map(u => ({ unit: u, spellings: u.spellings.map(normal) }));
  const exact = known.filter(k => k.spellings.some(s => wanted.includes(s)));
  const loose = known.filter(k => k.spellings.some(s => lower.includes(s.toLowerCase())));
  return [...new Set([...exact, ...loose])].map(k => k.unit);
}

/** The same letters for 'sq. ft', 'sq ft' and 'SqFt'; 'm^2' and 'm²'; 'miles per hour' and 'miles an hour'. */
const normal = name => name.replace(/ (per|an) /gi, "/").replace(/[²³µμ’”]/g, c => LOOKALIKES[c]).replace(/[\s^._\-·⋅*]/g, "");
const LOOKALIKES = { "²": "2", "³": "3", "µ": "u", "μ": "u", "’": "'", "”": "\"" };

/** As it is, in British spelling, and in the singular of the word before a division. */
function forms(name) {
  const british = name.replace(/meter/gi, "metre").replace(/liter/gi, "litre");
  const singular = british.replace(/^([^/]{3,})s(?=\/|$)/i, "$1");
  return [name, british, singular];
}

function unknown(units, name, kind) {
  const hint = kind ? listing(units, kind) : `Known are units of ${Object.keys(UNITS).join(", ")}.`;
  return new Error(`There is no unit '${name.trim()}'. ${hint}`);
}

const listing = (units, kind) => `Units of ${kind}: ${units.filter(u => u.kind === kind).map(u => u.symbol).join(", ")}.`;

const POUND = 0.45359237;
const GRAVITY = 9.80665;
const POUND_FORCE = POUND * GRAVITY;
const SQUARE_INCH = 0.00064516;
const CUBIC_INCH = 16.387064; // in millilitres
const US_GALLON = 231 * CUBIC_INCH;
const IMPERIAL_GALLON = 4546.09;
const MILE = 1609.344;
const JULIAN_YEAR = 31_557_600;
const KIBI = 1024;

// Symbol, name in the singular, factor to the first unit of its kind, further spellings; then what is added before the factor, or
// "inverse" where a larger value is a smaller quantity: the factor is that of 1/value then.
const UNITS = {
  "length": [
    ["m", "metre", 1, ["mtr", "mtrs"]],
    ["nm", "nanometre", 1e-9, []],
    ["µm", "micrometre", 1e-6, ["micron"]],
    ["mm", "millimetre", 0.001, []],
    ["cm", "centimetre", 0.01, ["cms"]],
    ["dm", "decimetre", 0.1, []],
    ["km", "kilometre", 1000, ["kms", "klick"]],
    ["in", "inch", 0.0254, ["inches", "\"", "″"]],
    ["ft", "foot", 0.3048, ["feet", "'", "′"]],
    ["yd", "yard", 0.9144, ["yds"]],
    ["mi", "mile", MILE, ["statute mile", "land mile"]],
    ["nmi", "nautical mile", 1852, ["NM", "sea mile"]],
    ["mil", "thou", 0.0000254, ["mils"]],
    ["fathom", "fathom", 1.8288, []],
    ["furlong", "furlong", 201.168, []],
    ["au", "astronomical unit", 149_597_870_700, []],
    ["ly", "light-year", 9_460_730_472_580_800, ["light year", "lightyear"]],
    ["pc", "parsec", 30_856_775_814_913_673, []],
  ],
  "mass": [
    ["kg", "kilogram", 1, ["kilo", "kilogramme", "kgs"]],
    ["µg", "microgram", 1e-9, ["mcg"]],
    ["mg", "milligram", 1e-6, []],
    ["g", "gram", 0.001, ["gramme", "gm", "gms"]],
    ["t", "tonne", 1000, ["metric ton", "metric tonne"]],
    ["lb", "pound", POUND, ["lbs", "lbm", "pound mass"]],
    ["oz", "ounce", POUND / 16, ["avoirdupois ounce"]],
    ["ozt", "troy ounce", 0.0311034768, ["oz t"]],
    ["st", "stone", 14 * POUND, []],
    ["gr", "grain", POUND / 7000, []],
    ["ct", "carat", 0.0002, []],
    ["ton", "short ton", 2000 * POUND, ["US ton", "ton us", "tn", "tons"]],
    ["ton_uk", "long ton", 2240 * POUND, ["imperial ton", "UK ton"]],
    ["cwt", "hundredweight", 100 * POUND, ["short hundredweight"]],
    ["cwt_uk", "long hundredweight", 112 * POUND, ["imperial hundredweight"]],
    ["slug", "slug", POUND * GRAVITY / 0.3048, []],
  ],
  "temperature": [
    ["K", "kelvin", 1, []],
    ["°C", "degree Celsius", 1, ["C", "celsius", "centigrade", "degrees Celsius", "degree centigrade", "degrees centigrade", "degC", "deg C", "degree C", "degrees C"], 273.15],
    ["°F", "degree Fahrenheit", 5 / 9, ["F", "fahrenheit", "degrees Fahrenheit", "degF", "deg F", "degree F", "degrees F"], 459.67],
    ["°R", "degree Rankine", 5 / 9, ["R", "rankine", "degrees Rankine", "degR"], 0],
  ],
  "volume": [
    ["ml", "millilitre", 1, ["cc", "cubic centimetre", "cm3"]],
    ["l", "litre", 1000, ["ltr", "cubic decimetre", "dm3"]],
    ["cl", "centilitre", 10, []],
    ["dl", "decilitre", 100, []],
    ["hl", "hectolitre", 100_000, []],
    ["µl", "microlitre", 0.001, ["cubic millimetre", "mm3"]],
    ["m³", "cubic metre", 1_000_000, ["cbm", "cu m", "kilolitre", "kl"]],
    ["in³", "cubic inch", CUBIC_INCH, ["cubic inches", "cu in"]],
    ["ft³", "cubic foot", 1728 * CUBIC_INCH, ["cubic feet", "cu ft"]],
    ["yd³", "cubic yard", 46_656 * CUBIC_INCH, ["cu yd"]],
    ["gal", "gallon", US_GALLON, ["US gallon", "gallon us", "gal_us", "us gal"]],
    ["qt", "quart", US_GALLON / 4, ["US quart", "qt_us", "us qt"]],
    ["pt", "pint", US_GALLON / 8, ["US pint", "pt_us", "us pt"]],
    ["cup", "cup", US_GALLON / 16, ["US cup", "c"]],
    ["fl oz", "fluid ounce", US_GALLON / 128, ["floz", "US fluid ounce", "fl_oz_us", "us fl oz", "oz", "ounce"]],
    ["tbsp", "tablespoon", US_GALLON / 256, ["US tablespoon", "tbs"]],
    ["tsp", "teaspoon", US_GALLON / 768, ["US teaspoon"]],
    ["gal_uk", "imperial gallon", IMPERIAL_GALLON, ["UK gallon", "gallon uk", "uk gal", "imp gal", "gal imp"]],
    ["qt_uk", "imperial quart", IMPERIAL_GALLON / 4, ["UK quart", "uk qt", "quart uk", "imp qt"]],
    ["pt_uk", "imperial pint", IMPERIAL_GALLON / 8, ["UK pint", "uk pt", "pint uk", "imp pt"]],
    ["fl_oz_uk", "imperial fluid ounce", IMPERIAL_GALLON / 160, ["UK fluid ounce", "uk fl oz", "imp fl oz"]],
    ["tbsp_metric", "metric tablespoon", 15, []],
    ["tsp_metric", "metric teaspoon", 5, []],
    ["cup_metric", "metric cup", 250, []],
    ["bbl", "barrel", 42 * US_GALLON, ["oil barrel"]],
  ],
  "area": [
    ["m²", "square metre", 1, ["sq m", "sqm"]],
    ["mm²", "square millimetre", 1e-6, ["sq mm"]],
    ["cm²", "square centimetre", 0.0001, ["sq cm", "sqcm"]],
    ["km²", "square kilometre", 1_000_000, ["sq km", "sqkm"]],
    ["a", "are", 100, []],
    ["ha", "hectare", 10_000, []],
    ["in²", "square inch", SQUARE_INCH, ["square inches", "sq in", "sqin"]],
    ["ft²", "square foot", 144 * SQUARE_INCH, ["square feet", "sq ft", "sqft"]],
    ["yd²", "square yard", 1296 * SQUARE_INCH, ["sq yd", "sqyd"]],
    ["mi²", "square mile", MILE * MILE, ["sq mi"]],
    ["acre", "acre", 4840 * 1296 * SQUARE_INCH, ["ac"]],
  ],
  "speed": [
    ["m/s", "metre per second", 1, ["mps"]],
    ["km/h", "kilometre per hour", 1000 / 3600, ["kph", "kmh", "kmph", "km/hr", "km/hour"]],
    ["km/s", "kilometre per second", 1000, []],
    ["mph", "mile per hour", MILE / 3600, ["mi/h", "mi/hr"]],
    ["ft/s", "foot per second", 0.3048, ["feet per second", "fps"]],
    ["kn", "knot", 1852 / 3600, ["kt", "kts", "nautical mile per hour"]],
    ["min/km", "minute per kilometre", 50 / 3, [], "inverse"],
    ["min/mi", "minute per mile", MILE / 60, [], "inverse"],
    ["light_speed", "speed of light", 299_792_458, ["c"]],
  ],
  "time": [
    ["s", "second", 1, ["sec", "secs"]],
    ["ns", "nanosecond", 1e-9, []],
    ["µs", "microsecond", 1e-6, []],
    ["ms", "millisecond", 0.001, ["msec"]],
    ["min", "minute", 60, ["mins", "m"]],
    ["h", "hour", 3600, ["hr", "hrs"]],
    ["d", "day", 86_400, []],
    ["wk", "week", 604_800, ["wks"]],
    ["fortnight", "fortnight", 1_209_600, []],
    ["mo", "month", JULIAN_YEAR / 12, ["average month", "mth"]],
    ["yr", "year", JULIAN_YEAR, ["y", "yrs", "Julian year"]],
    ["decade", "decade", 10 * JULIAN_YEAR, []],
    ["century", "century", 100 * JULIAN_YEAR, ["centuries"]],
  ],
  "data": [
    ["B", "byte", 8, []],
    ["kB", "kilobyte", 8e3, []],
    ["MB", "megabyte", 8e6, ["meg"]],
    ["GB", "gigabyte", 8e9, ["gig"]],
    ["TB", "terabyte", 8e12, []],
    ["PB", "petabyte", 8e15, []],
    ["KiB", "kibibyte", 8 * KIBI, []],
    ["MiB", "mebibyte", 8 * KIBI * KIBI, []],
    ["GiB", "gibibyte", 8 * KIBI * KIBI * KIBI, []],
    ["TiB", "tebibyte", 8 * KIBI * KIBI * KIBI * KIBI, []],
    ["PiB", "pebibyte", 8 * KIBI * KIBI * KIBI * KIBI * KIBI, []],
    ["bit", "bit", 1, ["b", "bits"]],
    ["kbit", "kilobit", 1e3, ["Kb"]],
    ["Mbit", "megabit", 1e6, ["Mb"]],
    ["Gbit", "gigabit", 1e9, ["Gb"]],
    ["Tbit", "terabit", 1e12, ["Tb"]],
    ["Kibit", "kibibit", KIBI, []],
    ["Mibit", "mebibit", KIBI * KIBI, []],
    ["Gibit", "gibibit", KIBI * KIBI * KIBI, []],
  ],
  "pressure": [
    ["Pa", "pascal", 1, []],
    ["hPa", "hectopascal", 100, []],
    ["kPa", "kilopascal", 1000, []],
    ["MPa", "megapascal", 1_000_000, []],
    ["bar", "bar", 100_000, ["bars"]],
    ["mbar", "millibar", 100, []],
    ["atm", "atmosphere", 101_325, ["standard atmosphere"]],
    ["psi", "pound per square inch", POUND_FORCE / SQUARE_INCH, ["lbf/in²", "pound-force per square inch"]],
    ["Torr", "torr", 101_325 / 760, []],
    ["mmHg", "millimetre of mercury", 133.322387415, ["mm hg", "millimetres of mercury", "millimeters of mercury"]],
    ["inHg", "inch of mercury", 3386.388640341, ["in hg", "inches of mercury"]],
    ["cmH2O", "centimetre of water", 98.0665, ["cm h2o", "centimetres of water", "centimeters of water"]],
  ],
  "energy": [
    ["J", "joule", 1, []],
    ["kJ", "kilojoule", 1000, []],
    ["MJ", "megajoule", 1_000_000, []],
    ["cal", "calorie", 4.184, ["thermochemical calorie", "small calorie"]],
    ["kcal", "kilocalorie", 4184, ["food calorie", "Cal", "large calorie"]],
    ["Wh", "watt-hour", 3600, ["watt hour"]],
    ["kWh", "kilowatt-hour", 3_600_000, ["kilowatt hour"]],
    ["MWh", "megawatt-hour", 3_600_000_000, ["megawatt hour"]],
    ["eV", "electronvolt", 1.602176634e-19, ["electron volt"]],
    ["BTU", "British thermal unit", 1055.05585262, ["Btu", "British thermal units"]],
    ["therm", "therm", 105_505_585.262, []],
    ["ft lbf", "foot-pound", 0.3048 * POUND_FORCE, ["ft lb", "ftlb", "ft lbs", "foot pound"]],
    ["tTNT", "ton of TNT", 4_184_000_000, ["tons of TNT", "tonne of TNT", "tonnes of TNT"]],
  ],
  "power": [
    ["W", "watt", 1, []],
    ["mW", "milliwatt", 0.001, []],
    ["kW", "kilowatt", 1000, []],
    ["MW", "megawatt", 1_000_000, []],
    ["GW", "gigawatt", 1_000_000_000, []],
    ["hp", "horsepower", 550 * 0.3048 * POUND_FORCE, ["mechanical horsepower", "bhp"]],
    ["PS", "metric horsepower", 75 * GRAVITY, ["cv"]],
    ["BTU/h", "BTU per hour", 1055.05585262 / 3600, ["btuh", "BTU/hr"]],
    ["TR", "ton of refrigeration", 12_000 * 1055.05585262 / 3600, ["ton", "tons", "refrigeration ton", "tons of refrigeration"]],
  ],
  "force": [
    ["N", "newton", 1, []],
    ["kN", "kilonewton", 1000, []],
    ["MN", "meganewton", 1_000_000, []],
    ["dyn", "dyne", 0.00001, []],
    ["lbf", "pound-force", POUND_FORCE, ["pound force", "pounds-force", "pounds force", "lb", "lbs", "pound"]],
    ["kgf", "kilogram-force", GRAVITY, ["kilogram force", "kilograms-force", "kilograms force", "kilopond", "kp", "kg", "kilogram"]],
    ["tonf", "ton-force", 2000 * POUND_FORCE, ["ton force", "tons-force", "tons force", "ton"]],
  ],
  "angle": [
    ["°", "degree", 1, ["deg"]],
    ["rad", "radian", 180 / Math.PI, []],
    ["mrad", "milliradian", 180 / Math.PI / 1000, []],
    ["gon", "gradian", 0.9, ["grad", "gons"]],
    ["′", "arcminute", 1 / 60, ["arcmin", "minute of arc", "minutes of arc", "minute"]],
    ["″", "arcsecond", 1 / 3600, ["arcsec", "second of arc", "seconds of arc", "second"]],
    ["rev", "revolution", 360, ["turn", "full circle"]],
  ],
  "fuel economy": [
    ["km/l", "kilometre per litre", 1, ["kmpl", "kpl"]],
    ["l/100km", "litre per 100 kilometres", 100, ["litres per 100 km", "liters per 100 km", "litre per 100 kilometre", "liters per 100 kilometers"], "inverse"],
    ["mpg", "mile per gallon", MILE / US_GALLON, ["mpg_us", "us mpg", "mile per US gallon"]],
    ["mpg_uk", "mile per imperial gallon", MILE / IMPERIAL_GALLON, ["imperial mpg", "uk mpg", "mile per UK gallon"]],
  ],
  "frequency": [
    ["Hz", "hertz", 1, ["cycle per second"]],
    ["mHz", "millihertz", 0.001, []],
    ["kHz", "kilohertz", 1000, []],
    ["MHz", "megahertz", 1_000_000, []],
    ["GHz", "gigahertz", 1_000_000_000, []],
    ["THz", "terahertz", 1_000_000_000_000, []],
    ["rpm", "revolution per minute", 1 / 60, ["r/min"]],
    ["bpm", "beat per minute", 1 / 60, []],
  ],
};
