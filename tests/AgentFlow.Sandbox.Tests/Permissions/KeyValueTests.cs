using AgentFlow.Sandbox.Permissions;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Tests.Permissions;

public sealed class KeyValueTests
{
    private readonly SandboxGrants _grants = new() { KeyValues = new() { Store = new InMemoryKeyValueStore(), MaxTotalLength = 100 } };

    [Fact]
    public async Task Values_OfAllKinds_ComeBackInTheNextCall()
    {
        await RunAsync("""await kv.set('b', { n: [1, null, 'x'] }); await kv.set('a', null); await kv.set('c', 1); await kv.delete('c');""");

        var result = await RunAsync("return [await kv.get('a'), await kv.get('b'), await kv.get('c'), await kv.list(), await kv.list('b')];");

        Assert.Equal("""[null,{"n":[1,null,"x"]},null,["a","b"],["b"]]""", result);
    }

    [Theory]
    [InlineData("acme", "s1", "ann", "tool", true)]
    [InlineData("acme", "s1", "bob", "tool", true)]
    [InlineData("evil", "s1", "ann", "tool", false)]
    [InlineData(null, "s1", "ann", "tool", false)]
    [InlineData("", "s1", "ann", "tool", false)]
    [InlineData("acme", "s2", "ann", "tool", false)]
    [InlineData("acme", null, "ann", "tool", false)]
    [InlineData("acme", "s1", "ann", "tool2", false)]
    [InlineData("acme", "S1", "ann", "tool", false)]
    public async Task Values_OfAnotherToolTenantOrSession_AreNotThere(string? tenant, string? session, string user, string tool, bool isTheSame)
    {
        await RunAsync("await kv.set('k', 1);", Sandboxed.Context("acme", "s1", "ann"));

        var result = await RunAsync("return await kv.get('k');", Sandboxed.Context(tenant, session, user), tool);

        Assert.Equal(isTheSame ? "1" : "null", result);
    }

    [Fact]
    public async Task Values_WithoutASession_AreTheUsers()
    {
        await RunAsync("await kv.set('k', 1);", Sandboxed.Context("acme", user: "ann"));

        var hers = await RunAsync("return await kv.get('k');", Sandboxed.Context("acme", user: "ann"));
        var his = await RunAsync("return await kv.get('k');", Sandboxed.Context("acme", user: "bob"));

        Assert.Equal(("1", "null"), (hers, his));
    }

    /// <summary>The scopes by themselves: names that were made to look like one another.</summary>
    [Fact]
    public void Scope_NamesOfAnyCharacters_IsTheSameForTheSameNamesOnly()
    {
        string?[] names = [null, "", "a", "b", "/", "a/", "/a", "a/b", "%2F", "a%2Fb", ".", "..", "-1", "\0", "a\0", "\0a", "\ud800", "\udc00", "\ufffd", "session/s", "s/sandbox", "A", "é", "e\u0301"];
        var scopes = new HashSet<string>();
        var count = 0;

        foreach (var tool in names.Where(n => n is not null))
        {
            foreach (var tenant in names)
            {
                foreach (var session in names)
                {
                    count++;
                    scopes.Add(KeyValueScope.Of(tool!, Sandboxed.Context(tenant, session)));
                    Assert.Equal(KeyValueScope.Of(tool!, Sandboxed.Context(tenant, session)), KeyValueScope.Of(tool!, Sandboxed.Context(tenant, session, session is null ? null : "anyone")));
                }
            }
        }

        Assert.Equal(count, scopes.Count);
    }

    [Fact]
    public async Task Set_MoreThanMayBeKept_IsRefusedAndDeletingMakesRoom()
    {
        var result = await RunAsync("""
            await kv.set('a', 'x'.repeat(60));
            const first = await kv.set('b', 'x'.repeat(60)).catch(e => e.message);
            await kv.set('a', 'x'.repeat(80));
            await kv.delete('a');
            await kv.set('b', 'x'.repeat(60));
            return first;
            """);

        Assert.Equal("\"All keys and values would have 126 characters; at most 100 are allowed. Delete some.\"", result);
    }

    private Task<string> RunAsync(string script, ToolContext? context = null, string tool = "tool") =>
        Sandboxed.RunAsync(script, """{"kv":true}""", _grants, context, tool);
}
