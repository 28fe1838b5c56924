using AgentFlow.Memory;
using AgentFlow.Testing;
using AgentFlow.Tools;

namespace AgentFlow.Tests.Memory.LongTerm;

public sealed class LongTermMemoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecallAsync_WordsOfTheQuestion_GivesTheBestFirst()
    {
        var memory = new LongTermMemory(new InMemoryKeyValueStore(), "anna");
        foreach (var text in new[] { "Is allergic to peanuts", "Has two cats, Mitzi and Tom", "Works in education", "Likes cats and is allergic to dust" })
            await memory.RememberAsync(text, cancellationToken: Token);

        var found = await memory.RecallAsync("which CAT is it allergic to", Token);

        Assert.Equal("Likes cats and is allergic to dust", found[0].Text);
        Assert.DoesNotContain(found, f => f.Text == "Works in education");
        Assert.Equal(3, found.Count);
        Assert.Empty(await memory.RecallAsync("motorcycle", Token));
    }

    [Theory]
    [InlineData("any allergies?", "Is allergic to nuts")]
    [InlineData("train 4712", "Takes train 4712")]
    [InlineData("IS", "Is allergic to nuts")]
    public async Task RecallAsync_AnotherFormOfTheWord_FindsIt(string question, string expected)
    {
        var memory = new LongTermMemory(new InMemoryKeyValueStore(), "anna");
        foreach (var text in new[] { "Is allergic to nuts", "Takes train 4711", "Takes train 4712" })
            await memory.RememberAsync(text, cancellationToken: Token);

        var found = await memory.RecallAsync(question, Token);

        Assert.Equal(expected, found[0].Text);
    }

    [Fact]
    public async Task RecallAsync_ScriptWithoutSpaces_FindsByCharacter()
    {
        var memory = new LongTermMemory(new InMemoryKeyValueStore(), "anna");
        await memory.RememberAsync("彼女は猫が好きです", cancellationToken: Token);
        await memory.RememberAsync("明日は雨", cancellationToken: Token);

        var found = await memory.RecallAsync("猫", Token);

        Assert.Equal(["彼女は猫が好きです"], found.Select(f => f.Text));
    }

    [Fact]
    public async Task RecallAsync_Generator_FindsWhatIsAlikeAndEmbedsEachMemoryOnce()
    {
        using var generator = new WordEmbeddings();
        var store = new InMemoryKeyValueStore();
        await new LongTermMemory(store, "anna").RememberAsync("to be or not to be", cancellationToken: Token);
        await new LongTermMemory(store, "anna").RememberAsync("the train is late", cancellationToken: Token);
        var memory = new LongTermMemory(store, "anna", new() { Generator = generator, MinSimilarity = 0.4 });

        var found = await memory.RecallAsync("be to or not", Token);
        await new LongTermMemory(store, "anna", new() { Generator = generator }).RecallAsync("be", Token);

        Assert.Equal("to be or not to be", Assert.Single(found).Text);
        Assert.Single(generator.Asked, "the train is late");
        Assert.Equal(4, generator.Asked.Count);
    }

    [Fact]
    public async Task RecallAsync_EmptyQuestion_GivesTheNewest()
    {
        var time = new ManualTimeProvider();
        var memory = new LongTermMemory(new InMemoryKeyValueStore(), "anna", new() { Time = time, MaxRecalled = 2 });
        foreach (var text in new[] { "one", "two", "three" })
        {
            await memory.RememberAsync(text, cancellationToken: Token);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var found = await memory.RecallAsync(" ", Token);

        Assert.Equal(["three", "two"], found.Select(f => f.Text));
    }

    [Fact]
    public async Task RememberAsync_SameTextTwice_IsOneMemoryWithItsFirstTime()
    {
        var time = new ManualTimeProvider();
        var memory = new LongTermMemory(new InMemoryKeyValueStore(), "anna", new() { Time = time });
        var first = await memory.RememberAsync("Likes tea", cancellationToken: Token);
        time.Advance(TimeSpan.FromDays(1));

        var second = await memory.RememberAsync(" Likes tea\n", cancellationToken: Token);

        Assert.Equal(first, second);
        Assert.Single(await memory.RecallAsync("", Token));
    }

    [Theory]
    [InlineData("  ", "empty")]
    [InlineData("*", "4001 characters")]
    [InlineData("third", "2 memories already")]
    public async Task RememberAsync_WhatCannotBeKept_SaysWhy(string text, string why)
    {
        var memory = new LongTermMemory(new InMemoryKeyValueStore(), "anna", new() { MaxMemories = 2 });
        await memory.RememberAsync("first", cancellationToken: Token);
        await memory.RememberAsync("second", cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ToolException>(async () => await memory.RememberAsync(text == "*" ? new string('x', 4001) : text, cancellationToken: Token));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForgetAsync_MemoryWithAnEmbedding_LeavesNothingInTheStore()
    {
        using var generator = new WordEmbeddings();
        var store = new RecordingStore();
        var memory = new LongTermMemory(store, "anna", new() { Generator = generator });
        var item = await memory.RememberAsync("Likes tea", cancellationToken: Token);
        await memory.RecallAsync("tea", Token);

        var forgotten = await memory.ForgetAsync(item.Id, Token);

        Assert.Equal(item, forgotten);
        Assert.Empty(store.Values);
        Assert.Null(await memory.ForgetAsync(item.Id, Token));
    }

    [Fact]
    public async Task ForgetAsync_ASessionsMemories_KeepsTheOthers()
    {
        var memory = new LongTermMemory(new InMemoryKeyValueStore(), "anna");
        await memory.RememberAsync("from one", Call("one"), Token);
        await memory.RememberAsync("from two", Call("two"), Token);

        var count = await memory.ForgetAsync(m => m.SessionId == "one", Token);

        Assert.Equal(1, count);
        Assert.Equal(["from two"], (await memory.RecallAsync("", Token)).Select(m => m.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("half")]
    [InlineData("long")]
    public void Constructor_BadUserAndNamespace_ThrowsWithBoth(string name)
    {
        // An attribute cannot hold half of a surrogate pair.
        var bad = name switch { "long" => new string('x', 201), "half" => "a\uD800", _ => name };

        var error = Assert.Throws<ArgumentException>(() => new LongTermMemory(new InMemoryKeyValueStore(), bad, new() { Namespace = bad, MaxRecalled = 0 }));

        Assert.Contains("The user", error.Message, StringComparison.Ordinal);
        Assert.Contains("Namespace", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxRecalled", error.Message, StringComparison.Ordinal);
    }

    private static ToolContext Call(string session) => new() { RunId = "r", SessionId = session, CallId = "c", IdempotencyKey = "k" };
}
