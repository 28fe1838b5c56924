// One request; what may be asked is decided by the host's grant, for every redirect again.

export default async function get({ url, query, accept, maxCharacters = 50_000 }) {
  const answer = await net.fetch(url, { ...(query && { query }), ...(accept && { headers: { accept } }) });
  const contentType = answer.headers["content-type"] ?? "";
  const common = { status: answer.status, url: answer.url, contentType };
  if (answer.status >= 400) throw new Error(`The server answered ${answer.status}${answer.body ? `: ${answer.body.slice(0, 300)}` : ""}. ${hint(answer.status)}`.trim());
  if (/[/+]json\b/i.test(contentType)) {
    const value = parsed(answer.body);
    if (value !== undefined && answer.body.length <= maxCharacters) return { ...common, body: value };
  }
  if (answer.body.length <= maxCharacters) return { ...common, body: answer.body };
  return { ...common, body: answer.body.slice(0, maxCharacters), cut: answer.body.length };
}

/** What the text says as JSON; undefined where it only claims to be some. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hint(status) {
  if (status === 404) return "Check the address.";
  if (status === 401 || status === 403) return "It wants somebody who is signed in.";
  if (status === 429) return "It was asked too often; wait before asking again.";
  return status >= 500 ? "It may be better later." : "";
}
