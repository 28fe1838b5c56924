using AgentFlow.Sandbox.Packs;

namespace AgentFlow.Sandbox.Tests.Packs;

public sealed class SignatureTests : IDisposable
{
    private readonly PackFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The expected value was computed by another program from the description in the documentation.</summary>
    [Fact]
    public void Signature_OfAPack_IsFixedByItsFilesAlone()
    {
        _folder.Write("t", PackFolder.Manifest("t"), "export default () => 1;\n", "[]\n");

        var signature = Signature();

        Assert.Equal("sha256:70bb65c15c39bc116532585992336f1ae4599eeb6034e506b65c8c5cce20e56b", signature);
    }

    [Fact]
    public void Signature_OtherLineEnds_IsTheSame()
    {
        _folder.Add("t", "export default () => {\n  return 1;\n};\n");
        var signature = Signature();

        File.WriteAllText(_folder.PathOf("t", "tool.js"), "export default () => {\r\n  return 1;\r};\r\n", System.Text.Encoding.UTF8);

        Assert.Equal(signature, Signature());
    }

    [Theory]
    [InlineData("tool.js", "export default () => 1; ")]
    [InlineData("tests.json", "[ ]")]
    public void Signature_AnotherText_IsAnother(string file, string text)
    {
        _folder.Add("t", "export default () => 1;", tests: "[]");
        var signature = Signature();

        File.WriteAllText(_folder.PathOf("t", file), text);

        Assert.NotEqual(signature, Signature());
    }

    [Fact]
    public void Signature_ScriptInAnotherFile_IsAnother()
    {
        _folder.Add("t", "export default () => 1;");
        var signature = Signature();

        File.Move(_folder.PathOf("t", "tool.js"), _folder.PathOf("t", "tool.ts"));

        Assert.NotEqual(signature, Signature());
    }

    [Fact]
    public void Load_SignedFolder_RefusesWhatWasChangedOrAdded()
    {
        _folder.Add("a", "export default () => 1;").Add("b", "export default () => 1;").Add("c", "export default () => 1;");
        var file = Path.Combine(_folder.Root, ToolSignatures.FileName);
        ToolSignatures.Write(_folder.Load(), file);
        Assert.Empty(_folder.Load().Problems);

        _folder.Add("b", "export default () => 2;").Add("d", "export default () => 1;");
        var pack = _folder.Load();

        Assert.Equal(["a", "c"], pack.Tools.Select(t => t.Name));
        Assert.Equal(["a", "b", "c", "d"], pack.Manifests.Select(m => m.Name));
        Assert.Equal(
            [
                $"b/tool.json:1:1: The signature of 'b' is '{pack.Manifests[1].Signature}' and signatures.json has '{pack.Manifests[0].Signature}', so it may not run. Its files were changed: look at them and sign anew, or put the old ones back.",
                $"d/tool.json:1:1: The tool 'd' is not in signatures.json, so it may not run. Its signature is '{pack.Manifests[3].Signature}': look at its files and add it.",
            ],
            pack.Problems.Select(_folder.Shorten).Select(p => p.Replace(ToolSignatures.Read(file)["b"], pack.Manifests[0].Signature, StringComparison.Ordinal)));
    }

    [Fact]
    public void Load_AllowedSignatures_AreThePinOfTheOperator()
    {
        _folder.Add("a", "export default () => 1;").Add("b", "export default () => 1;");
        var allowed = new Dictionary<string, string> { ["a"] = _folder.Load().Manifests[0].Signature, ["gone"] = "sha256:0" };

        var pack = _folder.Load(new ToolPackOptions { AllowedSignatures = allowed });

        Assert.Equal(["a"], pack.Tools.Select(t => t.Name));
        Assert.Contains("is not in AllowedSignatures", Assert.Single(pack.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("{ \"a\": 1 }")]
    public void Load_SignaturesThatCannotBeRead_LetNothingRun(string text)
    {
        _folder.Add("a", "export default () => 1;");
        var file = Path.Combine(_folder.Root, ToolSignatures.FileName);
        File.WriteAllText(file, text);

        var pack = _folder.Load();

        Assert.Empty(pack.Tools);
        Assert.StartsWith("signatures.json:1:1: The file '", _folder.Shorten(pack.Problems[0]), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => ToolSignatures.Read(file));
    }

    private string Signature() => Assert.Single(_folder.Load().Manifests).Signature;
}
