namespace AgentFlow.Sandbox.Tests.Permissions;

public sealed class AttemptTests
{
    public static TheoryData<string> Names => [.. Attempts.All.Select(a => a.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Attempt_ToCrossAPermission_HappensWhatTheTableSays(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The world of these attempts has a pipe and links, as Linux makes them.");
        var attempt = Attempts.All.Single(a => a.ToString() == name);
        await using var world = await World.CreateAsync();

        var happened = await world.TryAsync(attempt);

        Assert.Equal(attempt.Happened, happened);
    }

    [Fact]
    public void Table_InTheDocumentation_IsTheListOfAttempts()
    {
        Assert.SkipWhen(Repository.Root is null, "The tests do not run inside the repository.");
        var page = File.ReadAllLines(Path.Combine(Repository.Root!, "docs", "sandbox.md"));

        var rows = page.SkipWhile(l => l != "| Permission | Attempt | What happened |").Skip(2).TakeWhile(l => l.StartsWith('|'));

        Assert.Equal(Attempts.All.Select(a => a.Row), rows);
    }
}
