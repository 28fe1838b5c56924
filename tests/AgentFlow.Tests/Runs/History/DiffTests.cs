using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;

namespace AgentFlow.Tests.Runs.History;

public sealed class DiffTests
{
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DiffAsync_SameRunTwice_HasNoDifference()
    {
        var left = await RunAsync(new ScriptedChatClient().Calls("add", """{"a":1, "b":2}""").Says("3"));
        var right = await RunAsync(new ScriptedChatClient().Calls("add", """{"a":1,"b":2}""").Says("3"));

        var diff = await _journal.DiffAsync(left, right, Token);

        Assert.Null(diff.First);
        Assert.All(diff.Lines, l => Assert.Equal(DiffKind.Same, l.Kind));
    }

    [Fact]
    public async Task DiffAsync_OtherArgumentsAndOneMoreCall_AreAligned()
    {
        var left = await RunAsync(new ScriptedChatClient().Calls("add", """{"a":1,"b":2}""").Says("done"));
        var right = await RunAsync(new ScriptedChatClient().Calls("add", """{"a":1,"b":3}""").Calls("add", """{"a":4,"b":4}""").Says("done"));

        var diff = await _journal.DiffAsync(left, right, Token);

        Assert.Equal(
            """
                 0 user: Add.
            -    1 model: add({"a":1,"b":2})
            +    1 model: add({"a":1,"b":3})
            -    2 started add: {"a":1,"b":2}
            +    2 started add: {"a":1,"b":3}
            -    3 completed add: 3
            +    3 completed add: 4
            +    4 model: add({"a":4,"b":4})
            +    5 started add: {"a":4,"b":4}
            +    6 completed add: 8
                 4 model: done
                 5 completed: Answered: done
            """, diff.ToString(), ignoreLineEndingDifferences: true);
        Assert.Equal((1L, 1L, DiffKind.Changed), (diff.First!.Left, diff.First.Right, diff.First.Kind));
    }

    [Fact]
    public async Task DiffAsync_ForkAndOriginal_DifferFromTheForkOn()
    {
        using var model = new ScriptedChatClient().Calls("add", """{"a":1,"b":2}""").Says("three").Says("five");
        var agent = Create(model);
        var original = (await agent.RunAsync("Add.", cancellationToken: Token)).RunId;
        var fork = await _journal.ForkAsync(original, 4, new ForkEdits { Results = new Dictionary<long, string> { [3] = "5" } }, cancellationToken: Token);
        await agent.ResumeAsync(fork, cancellationToken: Token);

        var diff = await _journal.DiffAsync(original, fork, Token);

        Assert.Equal(("completed add: 3", "completed add: 5"), (diff.First!.LeftText, diff.First.RightText));
        Assert.Equal(3, diff.Lines.Count(l => l.Kind == DiffKind.Changed));
    }

    [Fact]
    public async Task DiffAsync_UnknownRun_IsRefused()
    {
        var left = await RunAsync(new ScriptedChatClient().Says("done"));

        await Assert.ThrowsAsync<RunNotFoundException>(() => _journal.DiffAsync(left, "nobody", Token));
    }

    private async Task<string> RunAsync(ScriptedChatClient model)
    {
        using (model)
            return (await Create(model).RunAsync("Add.", cancellationToken: Token)).RunId;
    }

    private Agent Create(ScriptedChatClient model) =>
        new(model, new AgentOptions { Journal = _journal, Tools = [Tool.Create((int a, int b) => a + b, "add")] });
}
