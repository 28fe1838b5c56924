// Any search service that answers with JSON. The host says which, in config/web-search.json, for instance:
//
//   {
//     "url": "https://search.example.org/v1/search",
//     "query": { "q": "{query}", "count": "{count}" },
//     "headers": { "X-Subscription-Token": "${secret:WEB_SEARCH_KEY}" },
//     "results": "web.results",
//     "title": "title", "link": "url", "snippet": "description"
//   }
//
// With "body" in place of "query" it is sent with POST. The key is put in by the host; this script does not see it.

const CONFIG = "config/web-search.json";

export default async function search({ query, count = 5, site }) {
  const provider = readConfig(await files.read(CONFIG));
  const values = { "{query}": site ? `${query} site:${site}` : query, "{count}": count };
  const fill = part => Object.fromEntries(Object.entries(part).map(([name, value]) => [name, Object.hasOwn(values, value) ? values[value] : value]));
  const answer = await net.fetch(provider.url, {
    headers: { accept: "application/json", ...provider.headers },
    ...(provider.body ? { method: "POST", body: fill(provider.body) } : { query: fill(provider.query ?? { q: "{query}" }) }),
  });
  if (answer.status !== 200) throw new Error(`The search service answered ${answer.status}. ${answer.status === 429 ? "Wait before searching again." : "Try again later."}`);
  return results(answer.body, provider).slice(0, count);
}

function readConfig(text) {
  let provider;
  try {
    provider = JSON.parse(text);
  } catch (error) {
    throw new Error(`'${CONFIG}' is no JSON: ${error.message} Tell the operator.`);
  }
  const missing = ["url", "results", "title", "link"].filter(name => typeof provider?.[name] !== "string");
  if (missing.length > 0) throw new Error(`'${CONFIG}' has no '${missing.join("', '")}'. Tell the operator.`);
  return provider;
}

function results(body, provider) {
  let content;
  try {
    content = JSON.parse(body);
  } catch {
    throw new Error("The search service answered with something that is no JSON. Try again later.");
  }
  const list = at(content, provider.results) ?? [];
  if (!Array.isArray(list)) throw new Error(`The search service's answer has no list at '${provider.results}'. Tell the operator.`);
  return list
    .map(item => ({ title: plain(at(item, provider.title)), url: String(at(item, provider.link) ?? ""), snippet: provider.snippet ? plain(at(item, provider.snippet)) : "" }))
    .filter(item => /^https?:\/\//i.test(item.url));
}

/** The value at a path such as web.results; an empty path is the value itself. */
const at = (value, path) => path === "" ? value : path.split(".").reduce((inner, name) => inner !== null && typeof inner === "object" && Object.hasOwn(inner, name) ? inner[name] : undefined, value);

const plain = text => String(text ?? "").replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();
