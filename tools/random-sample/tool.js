// Samples from the host's random numbers, which are seeded by the call: the same call asked again gives the same sample. Not for secrets.

export default function sample(args) {
  const { operation, count = 1 } = args;
  const { minimum = 0, maximum = 1 } = args;
  switch (operation) {
    case "integers": {
      const [low, high] = [Math.ceil(minimum), Math.floor(maximum)];
      if (low > high) throw new Error(`There is no whole number from ${minimum} to ${maximum}.`);
      if (high - low >= 2 ** 52) throw new Error("The range of whole numbers is too wide; it may hold 2 to the power of 52.");
      return repeat(count, () => low + below(high - low + 1));
    }
    case "decimals":
      if (!(minimum < maximum)) throw new Error(`The minimum ${minimum} is not below the maximum ${maximum}.`);
      return repeat(count, () => minimum + random.next() * (maximum - minimum));
    case "normal":
      return repeat(count, () => (args.mean ?? 0) + (args.deviation ?? 1) * gaussian());
    case "choose":
      return choose(needed(args.items, operation), args.weights, count);
    case "draw": {
      const items = needed(args.items, operation);
      if (count > items.length) throw new Error(`${count} cannot be drawn from ${items.length} items without putting back. Use choose, or draw fewer.`);
      return shuffled(items, count).slice(0, count);
    }
    case "shuffle": {
      const items = needed(args.items, operation);
      return shuffled(items, items.length);
    }
    default:
      return repeat(count, () => LETTERS[below(LETTERS.length)]).join("");
  }
}

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"; // without those that look alike

function repeat(count, next) {
  const values = [];
  while (values.length < count) values.push(next());
  return values;
}

const below = limit => Math.min(Math.floor(random.next() * limit), limit - 1);

function needed(items, operation) {
  if (!items?.length) throw new Error(`'${operation}' needs items: a list with at least one.`);
  return items;
}

/** The first so many places of the shuffle of Fisher and Yates. */
function shuffled(items, places) {
  const result = [...items];
  for (let i = 0; i < Math.min(places, result.length - 1); i++) {
    const other = i + below(result.length - i);
    [result[i], result[other]] = [result[other], result[i]];
  }
  return result;
}

function choose(items, weights, count) {
  if (weights === undefined) return repeat(count, () => items[below(items.length)]);
  if (weights.length !== items.length) throw new Error(`There are ${weights.length} weights for ${items.length} items; each item needs one.`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new Error("The weights add up to 0; at least one must be above 0.");
  return repeat(count, () => {
    let left = random.next() * total;
    const index = weights.findIndex(weight => (left -= weight) < 0);
    return items[index < 0 ? weights.findLastIndex(weight => weight > 0) : index];
  });
}

/** The method of Box and Muller; 1 - x, because the logarithm of 0 is infinite. */
function gaussian() {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}
