using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Memory;

public sealed class MessageLogTests
{
    [Fact]
    public void Add_ManyTimes_EveryEarlierLogKeepsItsMessages()
    {
        var logs = new List<MessageLog> { MessageLog.Create() };
        for (var i = 0; i < 100; i++)
            logs.Add(logs[^1].Add(Message(i)));

        for (var i = 0; i < logs.Count; i++)
            Assert.Equal(Enumerable.Range(0, i).Select(n => $"{n}"), logs[i].Select(m => m.Text));
        Assert.Single(logs.Select(l => l.Lineage).Distinct());
    }

    [Fact]
    public void Add_ToAnEarlierLog_BranchesOffWithALineageOfItsOwn()
    {
        var root = MessageLog.Create([Message(0), Message(1)]);
        var first = root.Add(Message(2));

        var second = root.Add(Message(3));

        Assert.Equal(["0", "1", "2"], first.Select(m => m.Text));
        Assert.Equal(["0", "1", "3"], second.Select(m => m.Text));
        Assert.NotSame(first.Lineage, second.Lineage);
    }

    [Fact]
    public void Add_TheVeryMessageThatFollows_StaysInTheLineage()
    {
        var root = MessageLog.Create([Message(0)]);
        var message = Message(1);
        var longer = root.Add(message).Add(Message(2));

        var again = root.Add(message);

        Assert.Same(longer.Lineage, again.Lineage);
        Assert.Equal(2, again.Count);
    }

    [Fact]
    public void Add_RandomTree_EveryLogIsWhatItWasBuiltFrom()
    {
        var random = new Random(7);
        List<(MessageLog Log, string[] Expected)> logs = [(MessageLog.Create(), [])];
        for (var i = 0; i < 2000; i++)
        {
            var (log, expected) = logs[random.Next(2) == 0 ? logs.Count - 1 : random.Next(logs.Count)];
            if (random.Next(5) == 0 && log.Count > 0)
            {
                var length = random.Next(log.Count + 1);
                logs.Add((log.Take(length), expected[..length]));
            }
            else
            {
                logs.Add((log.Add(Message(i)), [.. expected, $"{i}"]));
            }
        }

        Assert.All(logs, l => Assert.Equal(l.Expected, l.Log.Select(m => m.Text)));
    }

    [Fact]
    public void Indexer_BeyondCount_ThrowsEvenWhenTheLineageGoesOn()
    {
        var log = MessageLog.Create([Message(0)]);
        log.Add(Message(1));

        Assert.Throws<ArgumentOutOfRangeException>(() => log[1]);
    }

    private static ChatMessage Message(int number) => new(ChatRole.User, $"{number}");
}
