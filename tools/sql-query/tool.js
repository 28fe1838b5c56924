// The host's database decides what a statement may do; what is checked here only makes for better messages.

export default async function ask({ database, statement, values = [] }) {
  if (statement === undefined || statement.trim() === "") return tables(database);
  const bare = statement.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ").trim();
  if (!/^(select|with|values|explain)\b/i.test(bare)) throw new Error(`The statement begins with '${bare.split(/\s/)[0].slice(0, 20)}'. Only SELECT is possible.`);
  const expected = placeholders(bare);
  if (expected !== values.length) throw new Error(`The statement has ${expected} question mark${expected === 1 ? "" : "s"}, and there are ${values.length} values.`);
  return sql.query(database, statement, values);
}

/** Question marks outside of texts and names. */
const placeholders = statement => (statement.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]/g, "").match(/\?/g) ?? []).length;

async function tables(database) {
  const { rows, truncated } = await sql.query(database, "SELECT m.name AS tbl, c.name AS col, c.type AS type FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c "
    + "WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid", []);
  const byTable = Map.groupBy(rows, row => row.tbl);
  return { tables: [...byTable].map(([name, columns]) => ({ name, columns: columns.map(c => `${c.col} ${c.type}`.trim()) })), truncated };
}
