using System.Text.Json.Nodes;
using AgentFlow.Tools;

namespace AgentFlow.Sqlite.Tests;

public sealed class ReadOnlyDatabaseTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public ReadOnlyDatabaseTests()
    {
        _path = _folder["people.db"];
        using var other = new Outside(_path);
        other.Run("""
            CREATE TABLE people (name TEXT, age INTEGER, height REAL, photo BLOB);
            CREATE TABLE secrets (key TEXT);
            INSERT INTO people VALUES ('Ann', 30, 1.75, x'0102'), ('Bob', 9007199254740993, NULL, NULL), ('Öz', -1, 9e999, NULL);
            """);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task QueryAsync_ValuesOfAllKinds_AreJson()
    {
        var result = await new ReadOnlyDatabase(_path).QueryAsync("SELECT * FROM people ORDER BY name", [], Token);

        Assert.Equal(
            """{"columns":["name","age","height","photo"],"rows":[{"name":"Ann","age":30,"height":1.75,"photo":"(2 bytes)"},{"name":"Bob","age":"9007199254740993","height":null,"photo":null},{"name":"\u00D6z","age":-1,"height":"Infinity","photo":null}],"truncated":false}""",
            result!.ToJsonString());
    }

    [Theory]
    [InlineData("""["x' OR 1=1 --"]""", "text", "x' OR 1=1 --")]
    [InlineData("[7]", "integer", "7")]
    [InlineData("[7.0]", "integer", "7")]
    [InlineData("[7.5]", "real", "7.5")]
    [InlineData("[1e300]", "real", "1e+300")]
    [InlineData("[true]", "integer", "1")]
    [InlineData("[null]", "null", null)]
    [InlineData("""[""]""", "text", "")]
    public async Task QueryAsync_Parameter_IsBoundAsWhatItIs(string parameters, string kind, string? value)
    {
        var result = await new ReadOnlyDatabase(_path).QueryAsync("SELECT typeof(?1) AS kind, CAST(?1 AS TEXT) AS value", [.. JsonNode.Parse(parameters)!.AsArray()], Token);

        Assert.Equal((kind, value), ((string?)result!["rows"]![0]!["kind"], ((string?)result["rows"]![0]!["value"])?.Replace("1.0e+300", "1e+300", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("DELETE FROM people", "[]", "it does something else than read. Only a single SELECT is run.")]
    [InlineData("SELECT key FROM secrets", "[]", "table 'secrets' may not be read.")]
    [InlineData("SELECT name FROM people WHERE age = ?", "[]", "it has parameters, for which there are no values. Write the values into it.")]
    [InlineData("SELECT name FROM people WHERE age = ?", "[1, 2]", "it has 1 parameters, and there are 2 values.")]
    [InlineData("SELECT name FROM people WHERE age = ?", "[[1]]", "value 1 is a list or an object. Give a text, a number, true, false or null.")]
    [InlineData("SELECT name, name FROM people", "[]", "it gives two columns with the name 'name'. Name them apart with AS.")]
    [InlineData("SELECT nane FROM people", "[]", "SQLite says: no such column: nane.")]
    public async Task QueryAsync_StatementThatMayNotRun_SaysWhy(string statement, string parameters, string expected)
    {
        var database = new ReadOnlyDatabase(_path, new() { Tables = ["people"] });

        var error = await Assert.ThrowsAsync<ToolException>(async () => await database.QueryAsync(statement, [.. JsonNode.Parse(parameters)!.AsArray()], Token));

        Assert.Equal($"The statement was not run: {expected}", error.Message);
    }

    [Theory]
    [InlineData(2, 1_000, 2)]
    [InlineData(3, 1_000, 3)]
    [InlineData(1_000, 30, 1)]
    public async Task QueryAsync_MoreThanMayBeRead_IsCut(int rows, int length, int expected)
    {
        var result = await new ReadOnlyDatabase(_path, new() { MaxRows = rows, MaxLength = length }).QueryAsync("SELECT name, age, height FROM people", [], Token);

        Assert.Equal((expected, expected < 3), (result!["rows"]!.AsArray().Count, (bool)result["truncated"]!));
    }

    [Fact]
    public async Task QueryAsync_StatementWithoutEnd_IsStopped()
    {
        var database = new ReadOnlyDatabase(_path, new() { Timeout = TimeSpan.FromMilliseconds(50) });

        var error = await Assert.ThrowsAsync<ToolException>(async () => await database.QueryAsync("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", [], Token));

        Assert.Contains("stopped after 0.05 seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_OptionsThatAreNotValid_AreReportedTogether()
    {
        var error = Assert.Throws<ArgumentException>(() => new ReadOnlyDatabase(_path, new() { Tables = [], MaxRows = 0, MaxLength = 0, Timeout = TimeSpan.Zero }));

        Assert.All((string[])["Tables", "MaxRows", "MaxLength", "Timeout"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }
}
