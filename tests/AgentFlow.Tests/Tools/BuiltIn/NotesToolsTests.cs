using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Tools.BuiltIn;

public class NotesToolsTests
{
    private readonly InMemoryKeyValueStore _store = new();
    private readonly Dictionary<string, AIFunction> _tools;
    private int _calls;

    public NotesToolsTests() => _tools = NotesTools.Create(_store).ToDictionary(t => t.Name);

    [Fact]
    public async Task AddNote_Several_AreListedInOrderWithShortIds()
    {
        Assert.Equal("Saved as note n1.", await Add("Buy milk"));
        Assert.Equal("Saved as note n2.", await Add("  Call Ada on Friday  "));

        Assert.Equal("n1: Buy milk\nn2: Call Ada on Friday", await List());
    }

    [Fact]
    public async Task ListNotes_MoreThanNine_AreOrderedByNumber()
    {
        for (var i = 1; i <= 12; i++)
            await Add($"Note {i}");

        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"n{i}: Note {i}"), (await List()).Split('\n'));
    }

    [Fact]
    public async Task ListNotes_None_SaysSo()
    {
        Assert.Equal("There are no notes.", await List());
    }

    [Fact]
    public async Task AddNote_SameIdempotencyKeyAgain_StoresOneNote()
    {
        var call = Call("s1");

        var first = await _tools["add_note"].CallAsync(call, ("text", "Buy milk"));
        await Add("Something else");
        var second = await NotesTools.Create(_store)[0].CallAsync(call, ("text", "Buy milk"));

        Assert.Equal("Saved as note n1.", first);
        Assert.Equal(first, second);
        Assert.Equal("n1: Buy milk\nn2: Something else", await List());
    }

    [Fact]
    public async Task AddNote_SameTextInAnotherCall_StoresTwoNotes()
    {
        await Add("Buy milk");
        await Add("Buy milk");

        Assert.Equal("n1: Buy milk\nn2: Buy milk", await List());
    }

    [Fact]
    public async Task AddNote_AgainAfterItWasDeleted_DoesNotBringItBack()
    {
        var call = Call("s1");
        await _tools["add_note"].CallAsync(call, ("text", "Buy milk"));
        await Delete("n1");

        Assert.Equal("Saved as note n1.", await _tools["add_note"].CallAsync(call, ("text", "Buy milk")));
        Assert.Equal("There are no notes.", await List());
    }

    [Fact]
    public async Task AddNote_ManyAtOnce_GetDifferentIds()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => Add($"Note {i}"))));

        Assert.Equal(50, added.Distinct().Count());
        Assert.Equal(50, (await List()).Split('\n').Length);
    }

    [Fact]
    public async Task AddNote_OtherSession_SeesNothingOfIt()
    {
        await Add("Buy milk");

        Assert.Equal("There are no notes.", await _tools["list_notes"].CallAsync(Call("s2")));
        Assert.Equal("Saved as note n1.", await _tools["add_note"].CallAsync(Call("s2"), ("text", "Other")));
    }

    [Fact]
    public async Task AddNote_WithoutSession_BelongsToTheRun()
    {
        await _tools["add_note"].CallAsync(Call(null, "r1"), ("text", "Buy milk"));

        Assert.Equal("n1: Buy milk", await _tools["list_notes"].CallAsync(Call(null, "r1")));
        Assert.Equal("There are no notes.", await _tools["list_notes"].CallAsync(Call(null, "r2")));
        Assert.Equal("There are no notes.", await _tools["list_notes"].CallAsync(Call("r1")));
    }

    [Theory]
    [InlineData("", "The text of the note is empty. Say what to write down.")]
    [InlineData(" \n ", "The text of the note is empty. Say what to write down.")]
    public async Task AddNote_NoText_SaysSo(string text, string expected)
    {
        Assert.Equal(expected, await Add(text).ErrorAsync());
    }

    [Fact]
    public async Task AddNote_TooLong_SaysSo()
    {
        Assert.Equal("The note has 4001 characters; at most 4000 are kept. Shorten it or split it into several notes.", await Add(new string('a', 4001)).ErrorAsync());
    }

    [Fact]
    public async Task AddNote_BeyondAThousand_IsRefusedUntilOneIsDeleted()
    {
        for (var i = 0; i < 1000; i++)
            await _store.SetAsync("notes/session/s1", $"{i + 1:D10}", $$"""{"number":{{i + 1}},"text":"x","addedBy":"k{{i}}"}""", TestContext.Current.CancellationToken);

        Assert.Equal("There are 1000 notes already. Delete some with delete_note first.", await Add("One more").ErrorAsync());
        await Delete("n500");
        Assert.Equal("Saved as note n1001.", await Add("One more"));
    }

    [Theory]
    [InlineData("milk", "n1: Buy milk on Friday")]
    [InlineData("MILK", "n1: Buy milk on Friday")]
    [InlineData("friday", "n1: Buy milk on Friday\nn2: Call Ada on Friday")]
    [InlineData("friday ada", "n2: Call Ada on Friday")]
    [InlineData("bread", "No note has 'bread'. There are 2 notes; list_notes shows them.")]
    public async Task FindNotes_Words_GivesNotesThatHaveAll(string query, string expected)
    {
        await Add("Buy milk on Friday");
        await Add("Call Ada on Friday");

        Assert.Equal(expected, await _tools["find_notes"].CallAsync(Call("s1"), ("query", query)));
    }

    [Fact]
    public async Task FindNotes_NoWords_SaysSo()
    {
        Assert.Equal("The query is empty. Give a word to look for, or call list_notes for all notes.", await _tools["find_notes"].CallAsync(Call("s1"), ("query", " ")).ErrorAsync());
    }

    [Theory]
    [InlineData("n2")]
    [InlineData("N2")]
    [InlineData("2")]
    [InlineData("#2")]
    [InlineData("note 2")]
    [InlineData(" n2 ")]
    public async Task DeleteNote_ById_LeavesTheOthersTheirIds(string id)
    {
        await Add("One");
        await Add("Two");
        await Add("Three");

        Assert.Equal("Deleted note n2.", await Delete(id));
        Assert.Equal("n1: One\nn3: Three", await List());
    }

    [Fact]
    public async Task DeleteNote_TheLast_ItsIdIsNotGivenAgain()
    {
        await Add("One");
        await Delete("n1");

        Assert.Equal("Saved as note n2.", await Add("Two"));
    }

    [Fact]
    public async Task DeleteNote_SameIdempotencyKeyAgain_SaysTheSame()
    {
        await Add("One");
        var call = Call("s1");

        var first = await _tools["delete_note"].CallAsync(call, ("id", "n1"));

        Assert.Equal(first, await _tools["delete_note"].CallAsync(call, ("id", "n1")));
    }

    [Fact]
    public async Task DeleteNote_Text_IsGoneFromTheStore()
    {
        await Add("Secret");

        await Delete("n1");

        await foreach (var (_, json) in _store.ListAsync("notes/session/s1", TestContext.Current.CancellationToken))
            Assert.DoesNotContain("Secret", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n9", "There is no note 'n9'. Notes: n1.")]
    [InlineData("milk", "There is no note 'milk'. Notes: n1.")]
    [InlineData("", "There is no note ''. Notes: n1.")]
    [InlineData("n99999999999", "There is no note 'n99999999999'. Notes: n1.")]
    public async Task DeleteNote_Unknown_NamesThoseThereAre(string id, string expected)
    {
        await Add("One");

        Assert.Equal(expected, await Delete(id).ErrorAsync());
    }

    [Fact]
    public async Task DeleteNote_Twice_SaysThatItIsGone()
    {
        await Add("One");
        await Delete("n1");

        Assert.Equal("There is no note 'n1'. There are no notes.", await Delete("n1").ErrorAsync());
    }

    [Fact]
    public void Create_Tools_HideTheContextFromTheModel()
    {
        Assert.Equal(["add_note", "list_notes", "find_notes", "delete_note"], _tools.Keys);
        Assert.Equal(["text"], _tools["add_note"].JsonSchema.GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Empty(_tools["list_notes"].JsonSchema.GetProperty("properties").EnumerateObject());
    }

    [Fact]
    public void Create_NoStore_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => NotesTools.Create(null!));
    }

    private Task<string> Add(string text) => _tools["add_note"].CallAsync(Call("s1"), ("text", text));

    private Task<string> Delete(string id) => _tools["delete_note"].CallAsync(Call("s1"), ("id", id));

    private Task<string> List() => _tools["list_notes"].CallAsync(Call("s1"));

    private ToolContext Call(string? session, string run = "r1")
    {
        var number = Interlocked.Increment(ref _calls);
        return new() { RunId = run, SessionId = session, CallId = $"c{number}", IdempotencyKey = $"{run}:c{number}" };
    }
}
