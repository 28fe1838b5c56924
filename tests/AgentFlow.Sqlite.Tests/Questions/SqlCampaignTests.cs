using AgentFlow.Chains;
using AgentFlow.Testing;

namespace AgentFlow.Sqlite.Tests;

/// <summary>
/// Statements at random, which try to read by name, alias, subquery, view and common table expression what only a view may show. Set
/// AGENTFLOW_SQL_STATEMENTS for more than the short form.
/// </summary>
public sealed class SqlCampaignTests : IDisposable
{
    private const string Secret = "hunter2";
    private const int Seed = 4711;

    // What breaks something stands there more than once.
    private static readonly string[] Names = ["people", "people", "people", "adults", "adults", "adults", "secrets", "other", "x", "main.people", "main.adults", "\"adults\"", "json_each('[1]')", "sqlite_master"];
    private static readonly string[] Columns = ["*", "*", "*", "*", "name", "name", "name", "name", "key", "age", "count(*)", "group_concat(name)", "group_concat(key)", "adults.name", "x.key", "rowid", "1", "adults.*"];

    private readonly TempFolder _folder = new();
    private readonly Random _random = new(Seed);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_AnyStatement_ShowsNothingButTheView()
    {
        var path = _folder["people.db"];
        using (var other = new Outside(path))
        {
            other.Run($"""
                CREATE TABLE people (name TEXT, age INTEGER);
                CREATE TABLE secrets (key TEXT);
                CREATE VIEW other AS SELECT key AS name FROM secrets;
                CREATE VIEW adults AS SELECT name FROM people WHERE age >= 18;
                INSERT INTO people VALUES ('Ann', 30), ('{Secret}', 12);
                INSERT INTO secrets VALUES ('{Secret}');
                """);
        }
        var count = int.TryParse(Environment.GetEnvironmentVariable("AGENTFLOW_SQL_STATEMENTS"), out var many) ? many : 1500;
        var ran = 0;

        for (var i = 0; i < count; i++)
        {
            var statement = Statement(3);
            using var model = new ScriptedChatClient().Says(statement).Says("answer");
            var chain = SqlQuestionChain.Create(model, path, new() { Tables = ["adults"], MaxRetries = 0 });
            try
            {
                var answer = await chain.InvokeAsync("?", TestContext.Current.CancellationToken);
                ran++;
                Assert.False(answer.Result.ToString().Contains(Secret, StringComparison.Ordinal), $"Seed {Seed}, statement {i} shows what it must not: {statement}");
            }
            catch (ChainException)
            {
                // Refused, or no statement of SQLite's: the model would hear of it.
            }
        }

        Assert.True(ran > count / 50, $"Only {ran} of {count} statements ran, so that little was tried.");
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private string Statement(int depth) => _random.Next(10) switch
    {
        < 3 when depth > 0 => $"WITH {(_random.Next(3) == 0 ? "RECURSIVE " : "")}{Pick(["adults", "adults", "people", "x", "other"])} AS ({Select(depth - 1)}) {Select(depth - 1)}",
        _ => Select(depth),
    };

    private string Select(int depth)
    {
        var where = _random.Next(6) switch
        {
            0 when depth > 0 => $" WHERE EXISTS ({Statement(depth - 1)})",
            1 when depth > 0 => $" WHERE name IN ({Statement(depth - 1)})",
            2 when depth > 0 => $" UNION ALL {Select(depth - 1)}",
            _ => "",
        };
        var column = depth > 0 && _random.Next(6) == 0 ? $"({Statement(depth - 1)})" : Pick(Columns);
        return $"SELECT {column} FROM {Source(depth)}{where}";
    }

    private string Source(int depth) => _random.Next(6) switch
    {
        0 when depth > 0 => $"({Statement(depth - 1)}) AS {Pick(["adults", "x"])}",
        1 => $"{Pick(Names)} AS {Pick(["adults", "x"])}",
        2 => $"adults JOIN {Pick(Names)} AS x",
        3 => "adults",
        _ => Pick(Names),
    };
}
