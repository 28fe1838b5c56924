namespace AgentFlow.Sqlite.Tests;

/// <summary>What a model must not be able to do to a database, however it was talked into it.</summary>
public static class SqlAttacks
{
    public static TheoryData<string> Refused =>
    [
        // Writing.
        "DROP TABLE people",
        "DELETE FROM people",
        "UPDATE people SET age = 0",
        "INSERT INTO people VALUES ('x', 1, 1, NULL)",
        "INSERT INTO people VALUES ('x', 1, 1, NULL) RETURNING name",
        "UPDATE people SET age = 0 RETURNING name",
        "REPLACE INTO people VALUES ('x', 1, 1, NULL)",
        "WITH x AS (SELECT 1) DELETE FROM people",
        "WITH x AS (SELECT 1) INSERT INTO secrets SELECT * FROM x",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "CREATE TABLE x AS SELECT * FROM people",
        "CREATE INDEX i ON people (name)",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON people BEGIN DELETE FROM people; END",
        "CREATE VIRTUAL TABLE v USING fts5(x)",
        "ALTER TABLE people RENAME TO persons",
        "REINDEX",
        "ANALYZE",
        "VACUUM",

        // More than one.
        "SELECT 1; DROP TABLE people",
        "SELECT 1; SELECT 2",
        "SELECT 1;;; /* */ SELECT 2",
        "SELECT 1; syntax error",
        "SELECT 'a\0'; DROP TABLE people",

        // Settings, files, other databases, extensions.
        "PRAGMA user_version = 5",
        "PRAGMA table_info(people)",
        "PRAGMA query_only = 0",
        "PRAGMA writable_schema = 1",
        "SELECT * FROM pragma_table_info('people')",
        "SELECT * FROM pragma_database_list",
        "SELECT * FROM pragma_user_version",
        "ATTACH 'other.db' AS other",
        "ATTACH ':memory:' AS other",
        "DETACH main",
        "VACUUM INTO 'copy.db'",
        "SELECT load_extension('evil')",
        "SELECT LOAD_EXTENSION('evil', 'entry')",
        "SELECT readfile('/etc/passwd')",
        "SELECT writefile('evil', 'x')",
        "SELECT edit('x')",
        "SELECT fts3_tokenizer('simple')",
        "SELECT name FROM people WHERE load_extension('evil')",

        // SQLite's own tables.
        "SELECT * FROM sqlite_master",
        "SELECT count(*) FROM SQLITE_MASTER",
        "SELECT * FROM main.sqlite_schema",
        "SELECT * FROM sqlite_temp_master",
        "SELECT * FROM sqlite_dbpage",

        // Transactions, plans, and what is none at all.
        "BEGIN",
        "BEGIN EXCLUSIVE",
        "COMMIT",
        "SAVEPOINT s",
        "EXPLAIN SELECT 1",
        "EXPLAIN QUERY PLAN SELECT 1",
        "",
        "-- nothing",
        "I am sorry, I cannot do that.",
        "SELECT name FROM people WHERE name = ?",
        "SELECT :name",

        // Memory and time.
        "SELECT zeroblob(1000000000)",
        "SELECT length(randomblob(2000000000))",
        "SELECT hex(zeroblob(200000))",
        "SELECT replace(hex(zeroblob(1000)), '0', hex(zeroblob(1000)))",
        "WITH RECURSIVE c(x) AS (SELECT 'x' UNION ALL SELECT x || x FROM c) SELECT length(x) FROM c LIMIT 1 OFFSET 40",
        "SELECT " + string.Join(", ", Enumerable.Repeat("1", 101)),
        "SELECT " + string.Join(" + ", Enumerable.Repeat("1", 500)),
        "SELECT '" + new string('x', 21_000) + "'",
        string.Join(" UNION ALL ", Enumerable.Repeat("SELECT 1", 60)),
        "SELECT 'x' LIKE '" + new string('%', 300) + "'",
        "SELECT * FROM people a, people b, people c, people d, people e, people f, people g, people h, people i, people j, people k, people l, people m, people n, people o, people p, people q, people r, people s, people t, people u, people v, people w, people x, people y, people z",
    ];
}
