using AgentFlow.Agents;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Testing;

public sealed class RecordingTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Load_RecordedRun_AnswersAsTheModelDid()
    {
        var recorded = await RunAsync(Model().UseRecording(_path), "Add 2 and 3.");

        var client = ReplayingChatClient.Load(_path);
        var replayed = await RunAsync(client, "Add 2 and 3.");

        Assert.Equal(recorded, replayed);
        Assert.Equal(0, client.Remaining);
    }

    [Fact]
    public async Task Load_OtherRequest_ShowsTheFirstDifference()
    {
        await RunAsync(Model().UseRecording(_path), "Add 2 and 3.");

        var error = await Assert.ThrowsAsync<ReplayException>(() => RunAsync(ReplayingChatClient.Load(_path), "Add 2 and 4."));

        Assert.Contains("recorded: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("3.", error.Message, StringComparison.Ordinal);
        Assert.Contains("4.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_NormalisedRequest_IsFound()
    {
        await RunAsync(Model().UseRecording(_path), "Add 2 and 3.");

        var answer = await RunAsync(ReplayingChatClient.Load(_path, static text => text.Replace("and 4", "and 3", StringComparison.Ordinal)), "Add 2 and 4.");

        Assert.Contains("5", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_MoreCallsThanRecorded_SaysSo()
    {
        await Model().UseRecording(_path).GetResponseAsync([new(ChatRole.User, "once")], cancellationToken: Token);
        var client = ReplayingChatClient.Load(_path);
        await client.GetResponseAsync([new(ChatRole.User, "once")], cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ReplayException>(() => client.GetResponseAsync([new(ChatRole.User, "once")], cancellationToken: Token));

        Assert.Contains("used up", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_CallThatFailed_FailsAgain()
    {
        var client = new ScriptedChatClient().BreaksOff("one two").UseRecording(_path);
        await Assert.ThrowsAsync<IOException>(() => client.GetResponseAsync([new(ChatRole.User, "?")], cancellationToken: Token));

        List<string> said = [];
        var error = await Assert.ThrowsAsync<ReplayException>(async () =>
        {
            await foreach (var update in ReplayingChatClient.Load(_path).GetStreamingResponseAsync([new(ChatRole.User, "?")], cancellationToken: Token))
                said.Add(update.Text);
        });

        Assert.Equal(["one ", "two"], said);
        Assert.Contains("IOException", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my key is sk-abcdefghijklmnop1234", "sk-abcdefghijklmnop1234")]
    [InlineData("Authorization: Bearer abc.def-ghi_jkl", "abc.def-ghi_jkl")]
    [InlineData("https://example.org/?api_key=1234567890&x=1", "1234567890")]
    [InlineData("{\"password\": \"hunter2hunter2\"}", "hunter2hunter2")]
    [InlineData("ghp_0123456789abcdefABCDEF", "ghp_0123456789abcdefABCDEF")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "eyJzdWIiOiIxIn0")]
    [InlineData("the \"magic\" wörd", "magic")]
    public async Task UseRecording_Secrets_AreNotInTheFile(string text, string secret)
    {
        var client = new ScriptedChatClient().Says("I repeat: " + text).UseRecording(_path, "the \"magic\" wörd");

        await client.GetResponseAsync([new(ChatRole.User, text)], cancellationToken: Token);

        var file = await File.ReadAllTextAsync(_path, Token);
        Assert.DoesNotContain(secret, file, StringComparison.Ordinal);
        Assert.DoesNotContain(System.Text.Json.JsonEncodedText.Encode(secret).ToString(), file, StringComparison.Ordinal);
        Assert.Contains("***", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_LineThatIsNoExchange_IsNamed()
    {
        await File.WriteAllTextAsync(_path, "{\"request\":{\"messages\":[]},\"updates\":[]}\n{\"request\":\n", Token);

        var error = Assert.Throws<FormatException>(() => ReplayingChatClient.Load(_path));

        Assert.StartsWith("Line 2 of", error.Message, StringComparison.Ordinal);
    }

    private static ScriptedChatClient Model() => new ScriptedChatClient().Calls("add", """{"a":2,"b":3}""").Says("It is 5.");

    private static async Task<string> RunAsync(IChatClient client, string text)
    {
        var agent = new Agent(client, new AgentOptions { Instructions = "Add.", Tools = [Tool.Create((int a, int b) => a + b, "add", effect: ToolEffect.Pure)] });
        var result = await agent.RunAsync(text, cancellationToken: Token);
        return (await Trajectory.OfAsync(result, agent.Journal, Token)).ToString();
    }
}
