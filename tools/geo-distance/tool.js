// T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid with application of nested equations", Survey Review 23 (1975);
// the inverse formula, on WGS 84. For nearly antipodal places it does not converge; those are answered on the sphere, and it is said.

const EQUATOR = 6378137; // WGS 84, in metres
const FLATTENING = 1 / 298.257223563;
const POLE = EQUATOR * (1 - FLATTENING);
const MEAN_RADIUS = 6371008.8; // IUGG: (2a + b) / 3
const METRES_IN_A_MILE = 1609.344;
const WINDS = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];

export default function distance({ fromLatitude, fromLongitude, toLatitude, toLongitude, method = "ellipsoid" }) {
  const radians = degrees => degrees * Math.PI / 180;
  const places = [fromLatitude, toLatitude, toLongitude - fromLongitude].map(radians);
  const exact = method === "ellipsoid" ? vincenty(...places) : undefined;
  const { metres, bearing } = exact ?? haversine(...places);
  const degrees = (bearing * 180 / Math.PI + 360) % 360;
  return {
    metres: round(metres, 3),
    kilometres: round(metres / 1000, 6),
    miles: round(metres / METRES_IN_A_MILE, 6),
    bearing: round(degrees, 6) % 360,
    compass: WINDS[Math.round(degrees / 22.5) % 16],
    method: exact ? "ellipsoid" : "sphere",
  };
}

const round = (value, places) => Math.round(value * 10 ** places) / 10 ** places;

function haversine(from, to, difference) {
  const h = Math.sin((to - from) / 2) ** 2 + Math.cos(from) * Math.cos(to) * Math.sin(difference / 2) ** 2;
  const bearing = Math.atan2(Math.sin(difference) * Math.cos(to), Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(difference));
  return { metres: 2 * MEAN_RADIUS * Math.asin(Math.min(1, Math.sqrt(h))), bearing };
}

/** The names are Vincenty's: U are reduced latitudes, sigma the angle on the sphere, alpha the azimuth at the equator. */
function vincenty(from, to, difference) {
  const [U1, U2] = [from, to].map(latitude => Math.atan((1 - FLATTENING) * Math.tan(latitude)));
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(U1), Math.cos(U1), Math.sin(U2), Math.cos(U2)];
  let lambda = difference;
  for (let i = 0; i < 200; i++) {
    const [sinLambda, cosLambda] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(cosU2 * sinLambda, cosU1 * sinU2 - sinU1 * cosU2 * cosLambda);
    if (sinSigma === 0) return difference % (2 * Math.PI) === 0 || cosU1 < 1e-15 || from === to ? { metres: 0, bearing: 0 } : undefined;
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = cosU1 * cosU2 * sinLambda / sinSigma;
    const cosSquaredAlpha = 1 - sinAlpha ** 2;
    const cos2SigmaM = cosSquaredAlpha < 1e-14 ? 0 : cosSigma - 2 * sinU1 * sinU2 / cosSquaredAlpha; // 0 along the equator
    const C = FLATTENING / 16 * cosSquaredAlpha * (4 + FLATTENING * (4 - 3 * cosSquaredAlpha));
    const before = lambda;
    lambda = difference + (1 - C) * FLATTENING * sinAlpha * (sigma + C * sinSigma * (cos2SigmaM + C * cosSigma * (2 * cos2SigmaM ** 2 - 1)));
    if (Math.abs(lambda) > Math.PI && Math.abs(difference) <= Math.PI) return undefined; // nearly antipodal
    if (Math.abs(lambda - before) > 1e-12) continue;

    const uSquared = cosSquaredAlpha * (EQUATOR ** 2 - POLE ** 2) / POLE ** 2;
    const A = 1 + uSquared / 16384 * (4096 + uSquared * (-768 + uSquared * (320 - 175 * uSquared)));
    const B = uSquared / 1024 * (256 + uSquared * (-128 + uSquared * (74 - 47 * uSquared)));
    const deltaSigma = B * sinSigma * (cos2SigmaM + B / 4 * (cosSigma * (2 * cos2SigmaM ** 2 - 1)
      - B / 6 * cos2SigmaM * (4 * sinSigma ** 2 - 3) * (4 * cos2SigmaM ** 2 - 3)));
    const bearing = Math.atan2(cosU2 * Math.sin(lambda), cosU1 * sinU2 - sinU1 * cosU2 * Math.cos(lambda));
    return { metres: POLE * A * (sigma - deltaSigma), bearing };
  }
  return undefined;
}
