using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory;

public sealed class ConversationBufferWindowMemoryTests
{
    [Theory]
    [InlineData(0, "u4")]
    [InlineData(1, "u3 c3 t3 a3 u4")]
    [InlineData(2, "u2 a2 u3 c3 t3 a3 u4")]
    [InlineData(3, "u1 a1 u2 a2 u3 c3 t3 a3 u4")]
    [InlineData(9, "u1 a1 u2 a2 u3 c3 t3 a3 u4")]
    public async Task ReduceAsync_History_ShowsTheLastExchangesWhole(int k, string expected)
    {
        var view = await new ConversationBufferWindowMemory(k).ReduceAsync(Parse("u1 a1 u2 a2 u3 c3 t3 a3 u4"), TestContext.Current.CancellationToken);

        Assert.Equal(expected, string.Join(' ', view.Select(m => m.MessageId)));
    }

    [Fact]
    public async Task ReduceAsync_SystemMessages_Stay()
    {
        var view = await new ConversationBufferWindowMemory(0).ReduceAsync(Parse("s0 u1 a1 s1 u2"), TestContext.Current.CancellationToken);

        Assert.Equal("s0 s1 u2", string.Join(' ', view.Select(m => m.MessageId)));
    }

    [Fact]
    public async Task ReduceAsync_RandomHistories_NeverSeparatesACallFromItsResultAndKeepsTheNewestUserMessage()
    {
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            var history = Parse(string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).SelectMany(n => Exchange(n, random))) + " u99");

            var view = (await new ConversationBufferWindowMemory(random.Next(5)).ReduceAsync(history, TestContext.Current.CancellationToken)).Select(m => m.MessageId!).ToList();

            Assert.Equal("u99", view[^1]);
            Assert.All(view.Where(id => id[0] == 't'), id => Assert.Contains(id.Replace('t', 'c'), view));
            Assert.Equal(history.Select(m => m.MessageId!).Where(view.Contains), view);
        }
    }

    [Fact]
    public void Constructor_Negative_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new ConversationBufferWindowMemory(-1));

    private static IEnumerable<string> Exchange(int n, Random random)
    {
        yield return $"u{n}";
        for (var i = random.Next(3); i > 0; i--)
        {
            yield return $"c{n}.{i}";
            yield return $"t{n}.{i}";
        }
        if (random.Next(6) > 0)
            yield return $"a{n}";
    }

    private static List<ChatMessage> Parse(string ids) => [.. ids.Split(' ').Select(id => new ChatMessage(id[0] switch
    {
        'u' => ChatRole.User,
        's' => ChatRole.System,
        't' => ChatRole.Tool,
        _ => ChatRole.Assistant,
    }, id) { MessageId = id })];
}
