// GraphQL over HTTP. The document is read as far as it takes to see its operations (GraphQL specification, October 2021, section 2).

export default async function ask({ url, query, variables, operationName }) {
  const operations = readOperations(query);
  const writing = operations.find(o => o.kind !== "query");
  if (writing) throw new Error(`The document has a ${writing.kind}; only queries are allowed.`);
  if (operations.length === 0) throw new Error("The document has no query. Write one such as { countries { name } }.");
  if (operations.length > 1 && operationName === undefined) throw new Error(`The document has ${operations.length} queries. Name one with operationName: ${operations.map(o => o.name || "(without a name)").join(", ")}.`);
  if (operationName !== undefined && !operations.some(o => o.name === operationName)) throw new Error(`There is no query '${operationName}' in the document. It has: ${operations.map(o => o.name || "(without a name)").join(", ")}.`);
  const body = { query, ...(variables && { variables }), ...(operationName && { operationName }) };
  const answer = await net.fetch(url, { method: "POST", headers: { accept: "application/graphql-response+json, application/json" }, body });
  return readAnswer(answer);
}

function readAnswer(answer) {
  let content;
  try {
    content = JSON.parse(answer.body);
  } catch {
    throw new Error(`The server answered ${answer.status} and no JSON: ${answer.body.slice(0, 300)}`);
  }
  if (content?.errors?.length) throw new Error(`The server answered with errors. ${content.errors.slice(0, 5).map(describe).join(" ")}`);
  if (answer.status >= 400 || content?.data === undefined) throw new Error(`The server answered ${answer.status} without data: ${answer.body.slice(0, 300)}`);
  return content.data;
}

function describe({ message, path, locations }) {
  const where = path?.length ? ` (at ${path.join(".")})` : locations?.length ? ` (line ${locations[0].line}, column ${locations[0].column})` : "";
  return `${message}${where}`;
}

/** What stands at the top of the document: braces and parentheses are counted, texts and comments passed over. */
function readOperations(document) {
  const token = /#[^\n\r]*|"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\n\r])*"|[A-Za-z_][A-Za-z0-9_]*|[{}()[\]]|[\s\S]/g;
  const operations = [];
  let depth = 0;
  let current;
  for (const [text] of document.matchAll(token)) {
    if (/^[({[]$/.test(text)) {
      if (depth === 0 && text === "{" && current === undefined) operations.push({ kind: "query", name: "" });
      depth++;
    } else if (/^[)}\]]$/.test(text)) {
      if (--depth < 0) throw new Error("The document closes more braces than it opens.");
      if (depth === 0 && text === "}") current = undefined;
    } else if (depth === 0 && /^[A-Za-z_]/.test(text)) {
      if (current === undefined) {
        current = { kind: text, name: "" };
        if (["query", "mutation", "subscription"].includes(text)) operations.push(current);
        else if (text !== "fragment") throw new Error(`'${text}' begins no operation. A document has queries and fragments.`);
      } else if (current.name === "") {
        current.name = text;
      }
    }
  }
  if (depth > 0) throw new Error("The document opens more braces than it closes.");
  return operations;
}
