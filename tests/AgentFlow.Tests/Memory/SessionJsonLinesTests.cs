using System.Text;
using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory;

public sealed class SessionJsonLinesTests
{
    private const string Header = """{"format":"agentflow-session","version":1,"session":"s","messages":2}""";
    private const string Message = """{"role":"user","contents":[{"$type":"text","text":"Hello"}]}""";

    private readonly InMemorySessionStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExportAsync_SeveralPages_ImportGivesTheSameSession()
    {
        await _store.AppendAsync(new SessionAppend { SessionId = "Jürgen \"J\"", ExpectedVersion = 0, Messages = Messages(600) }, Token);
        using var lines = new MemoryStream();

        var count = await SessionJsonLines.ExportAsync(_store, "Jürgen \"J\"", lines, Token);
        lines.Position = 0;
        var other = new InMemorySessionStore();
        var session = await SessionJsonLines.ImportAsync(other, lines, cancellationToken: Token);

        Assert.Equal((600, 600, "Jürgen \"J\""), (count, session.Version, session.Id));
        var imported = (await other.LoadAsync("Jürgen \"J\"", Token)).Messages;
        Assert.Equal(Messages(600).Select(m => Encoding.UTF8.GetString(RunEventJson.Serialize(m))), imported.Select(m => Encoding.UTF8.GetString(RunEventJson.Serialize(m))));
    }

    [Fact]
    public async Task ImportAsync_Twice_ConflictsAndDoublesNothing()
    {
        await ImportAsync(Header, Message, Message);

        var error = await Assert.ThrowsAsync<SessionConflictException>(() => ImportAsync(Header, Message, Message));

        Assert.Equal(2, error.ActualVersion);
        Assert.Equal(2, (await _store.LoadAsync("s", Token)).Version);
    }

    [Fact]
    public async Task ImportAsync_OtherId_LeavesTheOneItHad()
    {
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Header, Message, Message)));

        var session = await SessionJsonLines.ImportAsync(_store, source, "copy", Token);

        Assert.Equal(("copy", 2), (session.Id, session.Version));
        Assert.Equal(0, (await _store.LoadAsync("s", Token)).Version);
    }

    [Theory]
    [InlineData(1, "is not the first line")]
    [InlineData(1, "is not the first line", "no JSON")]
    [InlineData(1, "is not the first line", Message)]
    [InlineData(1, "is not the first line", "[]")]
    [InlineData(1, "agentflow-session", """{"format":"other","version":1}""")]
    [InlineData(1, "has version 2", """{"format":"agentflow-session","version":2,"session":"s","messages":2}""")]
    [InlineData(1, "no number of messages", """{"format":"agentflow-session","version":1,"session":"s","messages":0}""")]
    [InlineData(3, "is missing", Header, Message)]
    [InlineData(3, "is not a message", Header, Message, """{"role":"user","contents":[{"$type":"text","te""")]
    [InlineData(3, "is not a message", Header, Message, "null")]
    [InlineData(3, "is not a message", Header, Message, "")]
    [InlineData(4, "one more than there should be", Header, Message, Message, Header)]
    public async Task ImportAsync_WrongLine_IsNamedAndNothingIsWritten(int line, string problem, params string[] lines)
    {
        var error = await Assert.ThrowsAsync<SessionFormatException>(() => ImportAsync(lines));

        Assert.Equal(line, error.LineNumber);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await _store.LoadAsync("s", Token)).Version);
    }

    [Fact]
    public async Task ImportAsync_NotUtf8_SaysSo()
    {
        using var source = new MemoryStream([.. Encoding.UTF8.GetBytes(Header + "\n"), 0xff, 0xfe, (byte)'\n']);

        var error = await Assert.ThrowsAsync<SessionFormatException>(() => SessionJsonLines.ImportAsync(_store, source, cancellationToken: Token));

        Assert.Contains("not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_UnknownSession_SaysSoAndWritesNothing()
    {
        using var lines = new MemoryStream();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => SessionJsonLines.ExportAsync(_store, "nobody", lines, Token));

        Assert.Contains("'nobody'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, lines.Length);
    }

    private static List<ChatMessage> Messages(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => (i % 4) switch
        {
            0 => new ChatMessage(ChatRole.User, $"Question {i}\nin two lines, \u2028 and more \U0001f680"),
            1 => new ChatMessage(ChatRole.Assistant, [new FunctionCallContent($"c{i}", "add", new Dictionary<string, object?> { ["a"] = i })]),
            2 => new ChatMessage(ChatRole.Tool, [new FunctionResultContent($"c{i - 1}", "3")]),
            _ => new ChatMessage(ChatRole.Assistant, $"Answer {i}"),
        }),
    ];

    private async Task<Session> ImportAsync(params string[] lines)
    {
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
        return await SessionJsonLines.ImportAsync(_store, source, cancellationToken: Token);
    }
}
