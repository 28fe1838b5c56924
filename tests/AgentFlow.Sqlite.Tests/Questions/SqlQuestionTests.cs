using AgentFlow.Chains;
using AgentFlow.Output;
using AgentFlow.Prompts;
using AgentFlow.Runs;
using AgentFlow.Testing;

namespace AgentFlow.Sqlite.Tests;

public sealed class SqlQuestionTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public SqlQuestionTests()
    {
        _path = _folder["people.db"];
        using var other = new Outside(_path);
        other.Run("""
            CREATE TABLE people (name TEXT, age INTEGER, height REAL, photo BLOB);
            CREATE TABLE secrets (key TEXT);
            CREATE VIEW adults AS SELECT name FROM people WHERE age >= 18;
            INSERT INTO people VALUES ('Ann', 30, 1.75, x'0102'), ('Bob', 12, NULL, NULL);
            INSERT INTO secrets VALUES ('hunter2');
            """);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Chain_Question_IsAnsweredFromTheRows()
    {
        using var model = new ScriptedChatClient().Says("```sql\nSELECT name, age FROM people ORDER BY age DESC\n```").Says("Ann is the oldest.");
        var chain = SqlQuestionChain.Create(model, _path, new() { Prompts = Short });

        var updates = await chain.StreamAsync("Who is the oldest?", Token).ToListAsync(Token);

        Assert.Contains("CREATE TABLE people (name TEXT, age INTEGER, height REAL, photo BLOB);", model.Requests[0].LastText, StringComparison.Ordinal);
        Assert.EndsWith("|Who is the oldest?|50", model.Requests[0].LastText, StringComparison.Ordinal);
        Assert.Equal("Who is the oldest?|SELECT name, age FROM people ORDER BY age DESC|name | age\nAnn | 30\nBob | 12", model.Requests[1].LastText);
        Assert.Equal("Ann is the oldest.", string.Concat(updates.Select(u => u.TextDelta)));
        Assert.Equal(2, updates[^1].Value!.Result.Rows.Count);
        Assert.True(updates.Count > 3);
    }

    [Fact]
    public async Task Chain_WrongStatement_GoesBackWithWhatSqliteSays()
    {
        using var model = new ScriptedChatClient().Says("SELECT nane FROM people").Says("SELECT name FROM people").Says("Ann and Bob");
        var chain = SqlQuestionChain.Create(model, _path, new() { Prompts = Short });

        var answer = await chain.InvokeAsync("Who?", Token);

        Assert.Equal("SQLite says: no such column: nane.", model.Requests[1].LastText);
        Assert.Equal("SELECT name FROM people", answer.Statement);
    }

    [Fact]
    public async Task Chain_Watched_ShowsItsStepsAndTheModelsAnswers()
    {
        List<RunEvent> events = [];
        using var model = new ScriptedChatClient().Says("SELECT 1").Says("One.");

        await SqlQuestionChain.Create(model, _path).InvokeAsync("?", new ChainContext { Listener = events.Add }, Token);

        Assert.Equal(["sql-question", "query", "model", "prompt", "model", "text"], events.OfType<StepStarted>().Select(s => s.Name));
        Assert.Equal(2, events.OfType<ModelResponded>().Count());
    }

    [Theory]
    [InlineData("SELECT 1; -- that is all")]
    [InlineData("/* first */ SELECT 'a;b' AS \"c;d\" ;  ")]
    [InlineData("WITH a AS (SELECT age FROM people) SELECT avg(age) FROM a")]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 9) SELECT sum(x) FROM c")]
    [InlineData("SELECT name, rank() OVER (ORDER BY age) FROM people UNION SELECT 'x', count(*) FROM secrets")]
    [InlineData("VALUES (1), (2)")]
    [InlineData("SELECT value FROM json_each('[1, 2]')")]
    [InlineData("SELECT * FROM adults")]
    public async Task Read_Select_Runs(string statement)
    {
        Assert.NotEmpty((await RunAsync(statement)).Rows);
    }

    [Theory]
    [MemberData(nameof(SqlAttacks.Refused), MemberType = typeof(SqlAttacks))]
    public async Task Read_Attack_IsRefusedAndLeavesEverythingAsItWas(string statement)
    {
        var before = await File.ReadAllBytesAsync(_path, Token);
        var files = Directory.GetFiles(Path.GetDirectoryName(_path)!);

        var error = await Assert.ThrowsAsync<ChainException>(() => RunAsync(statement));

        Assert.IsType<OutputParserException>(error.InnerException);
        Assert.Equal(before, await File.ReadAllBytesAsync(_path, Token));
        Assert.Equal(files, Directory.GetFiles(Path.GetDirectoryName(_path)!));
    }

    [Theory]
    [InlineData("SELECT * FROM secrets")]
    [InlineData("SELECT count(*) FROM secrets")]
    [InlineData("SELECT count(*) FROM main.SECRETS")]
    [InlineData("SELECT name FROM people WHERE EXISTS (SELECT 1 FROM secrets)")]
    [InlineData("SELECT name FROM people ORDER BY (SELECT key FROM secrets)")]
    [InlineData("WITH people AS (SELECT * FROM secrets) SELECT * FROM people")]
    [InlineData("SELECT name FROM people UNION ALL SELECT key FROM secrets")]
    [InlineData("SELECT * FROM adults")]
    public async Task Read_TableThatIsNotNamed_IsRefused(string statement)
    {
        var error = await Assert.ThrowsAsync<ChainException>(() => RunAsync(statement, new() { Tables = ["People"] }));

        Assert.Contains("may not be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ViewThatIsNamed_ReadsWhatItIsMadeOf()
    {
        var options = new SqlQuestionOptions { Tables = ["adults"] };

        Assert.Equal("name\nAnn", (await RunAsync("SELECT * FROM adults", options)).ToString());
        await Assert.ThrowsAsync<ChainException>(() => RunAsync("SELECT name FROM people", options));
    }

    /// <summary>SQLite tells the authorizer the name of a common table expression as it tells that of a view.</summary>
    [Theory]
    [InlineData("WITH adults AS (SELECT * FROM people) SELECT * FROM adults")]
    [InlineData("WITH adults AS (SELECT * FROM secrets) SELECT * FROM adults")]
    [InlineData("wItH/**/adults AS (SELECT name FROM people) SELECT * FROM adults")]
    [InlineData("SELECT * FROM (WITH adults AS (SELECT * FROM people) SELECT * FROM adults)")]
    [InlineData("SELECT * FROM (SELECT * FROM people) AS adults")]
    [InlineData("SELECT adults.age FROM people AS adults")]
    public async Task Read_NameOfAViewForSomethingElse_IsRefused(string statement)
    {
        await Assert.ThrowsAsync<ChainException>(() => RunAsync(statement, new() { Tables = ["adults"] }));
    }

    [Fact]
    public async Task Read_ViewOfAView_ReadsThroughBoth()
    {
        using (var other = new Outside(_path))
            other.Run("CREATE VIEW names AS WITH a AS (SELECT name FROM adults) SELECT upper(name) AS name FROM a");
        var options = new SqlQuestionOptions { Tables = ["names"] };

        Assert.Equal("name\nANN", (await RunAsync("SELECT * FROM names", options)).ToString());
        await Assert.ThrowsAsync<ChainException>(() => RunAsync("SELECT name FROM adults", options));
    }

    [Fact]
    public async Task Read_HugeFormat_StaysSmall()
    {
        var result = await RunAsync("SELECT printf('%999999999d', 1)");

        Assert.InRange(result.Rows[0][0]?.Length ?? 0, 0, 503);
    }

    [Fact]
    public async Task Schema_TablesThatAreNotNamed_AreNotShown()
    {
        using var model = new ScriptedChatClient().Says("SELECT name FROM people").Says("a");

        await SqlQuestionChain.Create(model, _path, new() { Tables = ["people"] }).InvokeAsync("?", Token);

        Assert.DoesNotContain("secrets", model.Requests[0].LastText, StringComparison.Ordinal);
        Assert.DoesNotContain("adults", model.Requests[0].LastText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_MoreRowsThanTheLimit_AreCut()
    {
        var result = await RunAsync("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c", new() { MaxRows = 3 });

        Assert.Equal("x\n1\n2\n3\n...", result.ToString());
        Assert.True(result.IsCut);
    }

    [Fact]
    public async Task Read_Values_BecomeText()
    {
        var result = await RunAsync("SELECT name, age, height, photo, 'a' || char(10) || 'b', substr(hex(zeroblob(400)), 1, 600) FROM people");

        Assert.Equal(["Ann", "30", "1.75", "(2 bytes)", "a\nb", new string('0', 500) + "..."], result.Rows[0]);
        Assert.Null(result.Rows[1][2]);
        Assert.Contains("Bob | 12 | NULL | NULL | a b", result.ToString(), StringComparison.Ordinal);
        Assert.Equal("x\n(no rows)", (await RunAsync("SELECT 1 AS x WHERE 0")).ToString());
    }

    [Theory]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c")]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 2000) SELECT count(*) FROM c a, c b, c d, c e")]
    public async Task Read_NoEnd_IsStoppedByTheClock(string statement)
    {
        var context = new ChainContext { TimeProvider = new LeapingTime() };

        var error = await Assert.ThrowsAsync<ChainException>(() => RunAsync(statement, context: context));

        Assert.Contains("stopped after 5 seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_Cancelled_StopsInTheMiddle()
    {
        using var source = new CancellationTokenSource();
        var context = new ChainContext { TimeProvider = new LeapingTime(TimeSpan.Zero, after: 100, source.Cancel) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RunAsync("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c", context: context, token: source.Token));
    }

    [Fact]
    public async Task Open_NoFile_IsAnErrorAndMakesNone()
    {
        using var model = new ScriptedChatClient();
        var path = _folder["nothing.db"];

        var error = await Assert.ThrowsAsync<ChainException>(async () => await SqlQuestionChain.Create(model, path).InvokeAsync("?", Token));

        Assert.IsType<FileNotFoundException>(error.InnerException);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Open_NoDatabaseNoTableLargeSchema_AreErrorsThatSayWhatToDo()
    {
        using var model = new ScriptedChatClient();
        var text = _folder["text.db"];
        await File.WriteAllTextAsync(text, new string('x', 4000), Token);

        Assert.Contains("cannot be read", await FailAsync(text, new()), StringComparison.Ordinal);
        Assert.Contains("no table or view 'peple'", await FailAsync(_path, new() { Tables = ["peple"] }), StringComparison.Ordinal);
        Assert.Contains("characters", await FailAsync(_path, new() { MaxSchemaLength = 100 }), StringComparison.Ordinal);

        async Task<string> FailAsync(string path, SqlQuestionOptions options) =>
            (await Assert.ThrowsAsync<ChainException>(async () => await SqlQuestionChain.Create(model, path, options).InvokeAsync("?", Token))).Message;
    }

    [Fact]
    public void Create_BadOptions_ReportsAllOfThem()
    {
        using var model = new ScriptedChatClient();

        var error = Assert.Throws<ArgumentException>(() => SqlQuestionChain.Create(model, _path, new() { Tables = [], MaxRows = 0, Timeout = TimeSpan.Zero, MaxRetries = -1, MaxSchemaLength = 0 }));

        Assert.All(["Tables", "MaxRows", "Timeout", "MaxRetries", "MaxSchemaLength"], n => Assert.Contains($"{n} is", error.Message, StringComparison.Ordinal));
    }

    private static ReadyMadePrompts Short => new()
    {
        WriteSql = PromptTemplate.Parse("{schema}|{question}|{max_rows}"),
        SqlRefused = PromptTemplate.Parse("{error}"),
        AnswerFromSql = PromptTemplate.Parse("{question}|{statement}|{rows}"),
    };

    /// <summary>What a statement gives that a model wrote, without a second chance.</summary>
    private async Task<SqlResult> RunAsync(string statement, SqlQuestionOptions? options = null, ChainContext? context = null, CancellationToken? token = null)
    {
        options ??= new();
        options.MaxRetries = 0;
        using var model = new ScriptedChatClient().Says(statement).Says("answer");
        return (await SqlQuestionChain.Create(model, _path, options).InvokeAsync("?", context ?? ChainContext.Default, token ?? Token)).Result;
    }

    /// <summary>A clock that goes on at every look.</summary>
    private sealed class LeapingTime(TimeSpan? leap = null, int after = int.MaxValue, Action? then = null) : TimeProvider
    {
        private readonly TimeSpan _leap = leap ?? TimeSpan.FromMilliseconds(10);
        private long _now;
        private int _looks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            if (++_looks == after)
                then?.Invoke();
            return _now += _leap.Ticks;
        }
    }
}
