// The MediaWiki Action API (action=query): list=search finds articles, prop=extracts of the TextExtracts extension gives their text.

const LONGEST = 40_000;

export default async function lookUp({ search, title, full = false, language = "en", limit = 5 }) {
  if ((search === undefined) === (title === undefined)) throw new Error("Give either search or title.");
  return search === undefined ? read(language, title, full) : find(language, search, limit);
}

async function ask(language, query) {
  const answer = await net.fetch(`https://${language}.wikipedia.org/w/api.php`, {
    query: { action: "query", format: "json", formatversion: 2, ...query },
    headers: { "user-agent": "AgentFlow-wikipedia-tool/1.0" },
    responseType: "json",
  });
  if (answer.status !== 200) throw new Error(`Wikipedia answered ${answer.status}. ${answer.status === 429 ? "Wait before asking again." : "Try again later."}`);
  if (answer.body.error) throw new Error(`Wikipedia answered: ${answer.body.error.info}`);
  return answer.body.query ?? {};
}

async function find(language, words, limit) {
  const { search = [] } = await ask(language, { list: "search", srsearch: words, srlimit: limit });
  return { results: search.map(hit => ({ title: hit.title, snippet: plain(hit.snippet), url: urlOf(language, hit.title) })) };
}

async function read(language, title, full) {
  const { pages = [] } = await ask(language, { prop: "extracts|pageprops", titles: title, redirects: 1, explaintext: 1, ...(full ? {} : { exintro: 1 }) });
  const page = pages[0];
  if (!page || page.missing || page.invalid) throw new Error(`There is no article '${title}' in the Wikipedia of '${language}'. Search for it.`);
  const text = (page.extract ?? "").trim();
  if (text === "") throw new Error(`The article '${page.title}' has no introduction. Ask for it in full.`);
  if (page.pageprops && "disambiguation" in page.pageprops) return { title: page.title, text: `(This page lists several meanings.)\n${text}`, url: urlOf(language, page.title) };
  return { title: page.title, text: text.length > LONGEST ? `${text.slice(0, LONGEST)}\n(cut: ${text.length} characters in all)` : text, url: urlOf(language, page.title) };
}

const urlOf = (language, title) => `https://${language}.wikipedia.org/wiki/${encodeURIComponent(title.replaceAll(" ", "_")).replaceAll("%2F", "/").replaceAll("%3A", ":")}`;

/** A snippet has its hits in spans, and entities. */
function plain(html) {
  const entities = { amp: "&", lt: "<", gt: ">", quot: "\"", "#039": "'", nbsp: " " };
  return html.replace(/<[^>]*>/g, "").replace(/&(#039|[a-z]+);/g, (all, name) => entities[name] ?? all);
}
