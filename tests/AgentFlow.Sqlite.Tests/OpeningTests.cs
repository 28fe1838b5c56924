using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Writing;

namespace AgentFlow.Sqlite.Tests;

public sealed class OpeningTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_EmptyFile_BecomesAJournal()
    {
        await File.WriteAllBytesAsync(_folder["bot.db"], [], Token);

        await using var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.AppendAsync(Appends.Begin("r1"), Token);

        Assert.Equal(1, await journal.ReadAsync("r1", Token).CountAsync(Token));
    }

    [Fact]
    public async Task Open_NotADatabase_SaysSoAndLeavesIt()
    {
        var content = new string('x', 5000);
        await File.WriteAllTextAsync(_folder["notes.txt"], content, Token);

        var error = await OpenFailsAsync(_folder["notes.txt"]);

        Assert.Contains($"'{_folder["notes.txt"]}' is not a SQLite database", error.Message, StringComparison.Ordinal);
        Assert.Equal(26, error.ErrorCode);
        Assert.Equal(content, await File.ReadAllTextAsync(_folder["notes.txt"], Token));
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherApplication_SaysSoAndLeavesIt()
    {
        using (var outside = new Outside(_folder["shop.db"]))
            outside.Run("CREATE TABLE orders(id)");
        var before = await File.ReadAllBytesAsync(_folder["shop.db"], Token);

        var error = await OpenFailsAsync(_folder["shop.db"]);

        Assert.Contains("of another application", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder["shop.db"], Token));
    }

    [Fact]
    public async Task Open_NewerFile_SaysSo()
    {
        await MakeJournalAsync();
        using (var outside = new Outside(_folder["bot.db"]))
            outside.Run("PRAGMA user_version = 99");

        var error = await OpenFailsAsync(_folder["bot.db"]);

        Assert.Contains("has version 99 and was written by a newer release", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoFolder_SaysSoAndIsTriedAgain()
    {
        var path = _folder[Path.Combine("missing", "bot.db")];
        await using var journal = new SqliteJournal(path);

        var error = await Assert.ThrowsAsync<SqliteJournalException>(() => journal.AppendAsync(Appends.Begin("r1"), Token).AsTask());
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await journal.AppendAsync(Appends.Begin("r1"), Token);

        Assert.Equal(path, error.Path);
        Assert.Contains("Its directory must exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Directory_SaysSo()
    {
        Directory.CreateDirectory(_folder["bot.db"]);

        var error = await OpenFailsAsync(_folder["bot.db"]);

        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ByManyAtOnce_AllSucceed()
    {
        var journals = Enumerable.Range(0, 8).Select(_ => new SqliteJournal(_folder["bot.db"])).ToList();

        await Task.WhenAll(journals.Select((journal, i) => Task.Run(() => journal.AppendAsync(Appends.Begin($"r{i}"), Token).AsTask(), Token)));

        Assert.Equal(8, await journals[0].ListAsync(new RunQuery(), Token).CountAsync(Token));
        foreach (var journal in journals)
            await journal.DisposeAsync();
    }

    // There is one version so far, so the public API cannot reach the way from one to the next.
    [Fact]
    public async Task Migrate_OlderFile_KeepsWhatIsInIt()
    {
        await MakeJournalAsync();
        string[] migrations = [.. Schema.Migrations, "ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT 'none'", "UPDATE runs SET note = note || '!'"];

        using (var database = Database.Open(_folder["bot.db"], TimeSpan.Zero, readOnly: false))
        {
            Schema.Migrate(database, _folder["bot.db"], migrations);
            Schema.Migrate(database, _folder["bot.db"], migrations);
        }

        using var outside = new Outside(_folder["bot.db"]);
        Assert.Equal(Schema.Migrations.Count + 2, outside.Get<long>("PRAGMA user_version"));
        Assert.Equal("r1 none!", outside.Get<string>("SELECT run_id || ' ' || note FROM runs"));
    }

    [Fact]
    public async Task Migrate_FailsHalfway_LeavesTheFile()
    {
        await MakeJournalAsync();
        string[] migrations = [.. Schema.Migrations, "CREATE TABLE half(id); INSERT INTO no_such_table VALUES(1)"];

        using (var database = Database.Open(_folder["bot.db"], TimeSpan.Zero, readOnly: false))
            Assert.Throws<SqliteJournalException>(() => Schema.Migrate(database, _folder["bot.db"], migrations));

        await using var journal = new SqliteJournal(_folder["bot.db"]);
        Assert.Equal(1, await journal.ReadAsync("r1", Token).CountAsync(Token));
        using var outside = new Outside(_folder["bot.db"]);
        Assert.Equal(0, outside.Get<long>("SELECT count(*) FROM sqlite_master WHERE name = 'half'"));
    }

    // A connection's pragmas cannot be seen from outside it, so this asks on the writer's own.
    [Theory]
    [InlineData(SqliteDurability.Full, 2)]
    [InlineData(SqliteDurability.Normal, 1)]
    public async Task Open_Durability_IsThatOfTheWriter(SqliteDurability durability, int synchronous)
    {
        await using var file = new JournalFile(_folder["bot.db"], new SqliteJournalOptions { Durability = durability });
        var question = new NumberQuestion("SELECT synchronous FROM pragma_synchronous");

        await file.WriteAsync(question, Token);

        Assert.Equal(synchronous, question.Answer);
        using var outside = new Outside(_folder["bot.db"]);
        Assert.Equal("wal", outside.Get<string>("PRAGMA journal_mode"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task MakeJournalAsync()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        await journal.AppendAsync(Appends.Begin("r1"), Token);
    }

    private static async Task<SqliteJournalException> OpenFailsAsync(string path)
    {
        await using var journal = new SqliteJournal(path);
        return await Assert.ThrowsAsync<SqliteJournalException>(() => journal.AppendAsync(Appends.Begin("r1"), Token).AsTask());
    }

    private sealed class NumberQuestion(string sql) : Write
    {
        public long Answer { get; private set; }

        protected override Exception? TryApply(Database database)
        {
            Answer = database.GetNumber(sql);
            return null;
        }
    }
}
