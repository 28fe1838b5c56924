using AgentFlow.Sandbox.Packs;

namespace AgentFlow.Sandbox.Tests.Packs;

public sealed class ReloadTests : IDisposable
{
    private readonly PackFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reload_NewScript_IsRunByTheFunctionThatWasHandedOut()
    {
        var first = _folder.Add("t", "export default () => 1;").Load();

        _folder.Add("t", "export default () => 2;");
        var second = first.Reload();

        Assert.Same(first.Tools[0], second.Tools[0]);
        Assert.Equal(2, (await PackFolder.CallAsync(first.Tools[0])).GetInt32());
        Assert.NotEqual(first.Manifests[0].Signature, second.Manifests[0].Signature);
    }

    [Theory]
    [InlineData("export default () => {", null)]
    [InlineData("export default () => 2;", "{ \"name\": ")]
    public async Task Reload_BrokenTool_StaysWhatItWas(string script, string? manifest)
    {
        var first = _folder.Add("t", "export default () => 1;").Add("u", "export default () => 1;").Load();

        _folder.Write("t", manifest, script).Add("u", "export default () => 2;");
        var second = first.Reload();

        Assert.Equal("t", Assert.Single(second.Problems).Tool);
        Assert.Equal(["t", "u"], second.Tools.Select(t => t.Name));
        Assert.Equal(1, (await PackFolder.CallAsync(second.Tools[0])).GetInt32());
        Assert.Equal(2, (await PackFolder.CallAsync(second.Tools[1])).GetInt32());
        Assert.Equal(3, (await PackFolder.CallAsync(_folder.Add("t", "export default () => 3;").Load().Tools[0])).GetInt32());
        Assert.Empty(second.Reload().Problems);
        Assert.Equal(3, (await PackFolder.CallAsync(first.Tools[0])).GetInt32());
    }

    [Fact]
    public async Task Reload_AnotherContract_IsForAgentsMadeAfterwards()
    {
        var first = _folder.Add("t", "export default () => 1;").Load();

        _folder.Add("t", "export default () => 2;", "\"needsApproval\": true");
        var second = first.Reload();

        Assert.NotSame(first.Tools[0], second.Tools[0]);
        Assert.Equal(1, (await PackFolder.CallAsync(first.Tools[0])).GetInt32());
        Assert.Equal(2, (await PackFolder.CallAsync(second.Tools[0])).GetInt32());
    }

    [Fact]
    public void Reload_FoldersThatCameAndWent_AreAddedAndGone()
    {
        var first = _folder.Add("a", "export default () => 1;").Add("b", "export default () => 1;").Load();

        Directory.Delete(Path.Combine(_folder.Root, "a"), recursive: true);
        _folder.Add("c", "export default () => 1;");

        Assert.Equal(["b", "c"], first.Reload().Tools.Select(t => t.Name));
        Assert.Equal(["a", "b"], first.Tools.Select(t => t.Name));
    }

    [Fact]
    public async Task Reload_NotSigned_StaysWhatItWas()
    {
        _folder.Add("t", "export default () => 1;");
        ToolSignatures.Write(_folder.Load(), Path.Combine(_folder.Root, ToolSignatures.FileName));
        var first = _folder.Load();

        _folder.Add("t", "export default () => 2;");
        var second = first.Reload();

        Assert.Contains("sign anew", Assert.Single(second.Problems).Message, StringComparison.Ordinal);
        Assert.Equal(1, (await PackFolder.CallAsync(second.Tools[0])).GetInt32());
    }
}
