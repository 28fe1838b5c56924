using System.Globalization;
using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Packing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Tests;

/// <summary>A file of every older version, with something in each of its tables, is opened and has it all.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<int> OlderVersions => [.. Enumerable.Range(1, Schema.Migrations.Count - 1)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public async Task Open_FileOfAnOlderVersion_HasEverything(int version)
    {
        Make(_folder["bot.db"], version, messages: 10);

        await using var journal = new SqliteJournal(_folder["bot.db"]);

        var started = Assert.IsType<RunStarted>(Assert.Single(await journal.ReadAsync("r", Token).ToListAsync(Token)));
        Assert.Equal("Be kind.", started.Instructions);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"message {i}"), (await journal.Sessions.LoadAsync("s", Token)).Messages.Select(m => m.Text));
        Assert.Equal("v", await journal.KeyValues.GetAsync("scope", "k", Token));
        Assert.Equal(7, Assert.Single(await journal.SearchAsync("7", cancellationToken: Token)).Index);
        Assert.Equal(version < 4 ? "parent" : null, Assert.Single(await journal.ListAsync(new RunQuery(), Token).ToListAsync(Token)).ParentRunId);
        using var outside = new Outside(_folder["bot.db"]);
        Assert.Equal(Schema.Migrations.Count, outside.Get<long>("PRAGMA user_version"));
        Assert.Equal("ok", outside.Get<string>("PRAGMA integrity_check"));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A file as the release with that version of the schema left it.</summary>
    internal static void Make(string path, int version, int messages)
    {
        using var database = Database.Open(path, TimeSpan.FromSeconds(5), readOnly: false);
        Schema.Migrate(database, path, [.. Schema.Migrations.Take(version)]);
        WriteAheadLog.Set(database, path);
        database.Run("BEGIN IMMEDIATE");
        database.RunScript("""
            INSERT INTO runs(id, run_id, agent, session_id, status, version, started_at, updated_at) VALUES(1, 'r', 'bot', 's', 'Running', 1, 0, 0);
            INSERT INTO contents(id, hash, text) VALUES(1, x'01', 'Be kind.');
            INSERT INTO kv(scope, key, value) VALUES('scope', 'k', 'v');
            """);
        database.Prepare("INSERT INTO events(run, seq, content, json) VALUES(1, 0, 1, ?1)")
            .Bind(1, RunEventJson.Serialize(new RunStarted { At = Appends.Start, Agent = "bot", Input = [], ParentRunId = "parent" })).Execute();
        database.Prepare("INSERT INTO sessions(id, session_id, version, updated_at) VALUES(1, 's', ?1, 0)").Bind(1, (long)messages).Execute();
        var insert = database.Prepare("INSERT INTO messages(session, seq, json) VALUES(1, ?1, ?2)");
        for (var i = 0; i < messages; i++)
        {
            var json = RunEventJson.Serialize(new ChatMessage(ChatRole.User, $"message {i.ToString(CultureInfo.InvariantCulture)}"));
            insert.Bind(1, (long)i).Bind(2, json).Execute();
            // Since version 4 no trigger does it.
            if (version >= 4)
                MessageRows.AddWords(database, database.LastInsertId, json);
        }
        database.Run("COMMIT");
    }
}
