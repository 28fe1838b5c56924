using System.Diagnostics;
using System.Globalization;
using AgentFlow.KillTarget;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Tests;

/// <summary>One session, several journals and processes on one file: whoever writes has seen all that was written before.</summary>
public sealed class SharedSessionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EnterAsync_TwoJournalsOnOneFile_EveryRunSeesTheOnesBefore()
    {
        await using var one = SessionScenario.Open(_folder["bot.db"]);
        await using var two = SessionScenario.Open(_folder["bot.db"]);

        await Task.WhenAll(SessionScenario.AskAsync(SessionScenario.CreateAgent(one), "one", 20), SessionScenario.AskAsync(SessionScenario.CreateAgent(two), "two", 20));

        await AssertInOrderAsync(one, 40);
    }

    [Fact]
    public async Task EnterAsync_TwoProcessesOnOneFile_EveryRunSeesTheOnesBefore()
    {
        using var one = Start("one", 20);
        using var two = Start("two", 20);

        await Task.WhenAll(one.WaitForExitAsync(Token), two.WaitForExitAsync(Token));

        Assert.Equal((0, 0), (one.ExitCode, two.ExitCode));
        await using var journal = SessionScenario.Open(_folder["bot.db"]);
        await AssertInOrderAsync(journal, 40);
    }

    [Fact]
    public async Task EnterAsync_ProcessInTheSessionIsKilled_HoldsItNoLongerThanItsLease()
    {
        using var victim = Start("victim", 0);
        Assert.Equal("started", await victim.StandardOutput.ReadLineAsync(Token));
        Assert.Equal("inside", await victim.StandardOutput.ReadLineAsync(Token));
        await using var journal = SessionScenario.Open(_folder["bot.db"]);
        var asked = SessionScenario.AskAsync(SessionScenario.CreateAgent(journal), "after", 1);
        await Task.Delay(SessionScenario.Lease * 2, Token); // Longer than the lease: it is renewed while the holder lives.
        var waited = !asked.IsCompleted;
        victim.Kill();
        await victim.WaitForExitAsync(Token);
        var clock = Stopwatch.StartNew();

        await asked;

        // The lease and a poll; the rest is what a crowded machine may add.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, SessionScenario.Lease + TimeSpan.FromSeconds(10));
        Assert.True(waited);
        await AssertInOrderAsync(journal, 1);
    }

    [Fact]
    public async Task SessionLease_NotSet_LeavesNoLeases()
    {
        await using var journal = new SqliteJournal(_folder["bot.db"]);
        await using var turn = await journal.SessionTurns.EnterAsync("s", Token);

        var leases = await journal.Leases.ListAsync("", Token).ToListAsync(Token);

        Assert.Empty(leases);
    }

    [Fact]
    public void SessionLease_TooShort_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new SqliteJournal(_folder["bot.db"], new() { SessionLease = TimeSpan.FromMilliseconds(999) }));

        Assert.Contains("SessionLease is '00:00:00.9990000'", error.Message, StringComparison.Ordinal);
    }

    private Process Start(string name, int count)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(SessionScenario).Assembly.Location, "sessions", _folder["bot.db"], name, count.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task AssertInOrderAsync(SqliteJournal journal, int runs)
    {
        var messages = (await journal.Sessions.LoadAsync(SessionScenario.Session, Token)).Messages;
        Assert.Equal(2 * runs, messages.Count);
        Assert.All(messages.Where((_, i) => i % 2 == 0), m => Assert.Equal(ChatRole.User, m.Role));
        Assert.Equal(Enumerable.Range(1, runs).Select(n => n.ToString(CultureInfo.InvariantCulture)), messages.Where((_, i) => i % 2 == 1).Select(m => m.Text));
        Assert.Equal(runs, messages.Where((_, i) => i % 2 == 0).Select(m => m.Text).Distinct().Count());
    }
}
