using AgentFlow.Sandbox.Packs;

namespace AgentFlow.Sandbox.Tests.Packs;

public sealed class ManifestTests : IDisposable
{
    private const string Script = "export default () => 1;";

    private readonly PackFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"effect\": \"pure\"", "\"effct\": \"pure\"", "t/tool.json:6:3: Unknown key 'effct'. Did you mean 'effect'?")]
    [InlineData("\"effect\": \"pure\"", "\"zzzzzzzz\": 1", "t/tool.json:6:3: Unknown key 'zzzzzzzz'. Known keys: name, description, version, parameters, result, effect, needsApproval, untrusted, permissions, secrets, limits.")]
    [InlineData("  \"name\": \"t\",\n", "", "t/tool.json:1:1: The key 'name' is missing. Write one such as 'unit_price': small letters, digits and _, a letter first, at most 64 characters.")]
    [InlineData("\"t\"", "\"Unit-Price\"", "t/tool.json:2:3: The name 'Unit-Price' is not valid. Write one such as 'unit_price': small letters, digits and _, a letter first, at most 64 characters.")]
    [InlineData("\"t\"", "7", "t/tool.json:2:3: 'name' is '7' and must be a text that is not empty. Write one such as 'unit_price': small letters, digits and _, a letter first, at most 64 characters.")]
    [InlineData("\"A tool.\"", "\" \"", "t/tool.json:3:3: 'description' is '\" \"' and must be a text that is not empty. Say what the tool does and when to use it.")]
    [InlineData("\"1.0.0\"", "\"v1\"", "t/tool.json:4:3: The version 'v1' is not valid. Write three numbers, such as '1.0.0'.")]
    [InlineData("\"parameters\": { \"type\": \"object\" }", "\"parameters\": []", "t/tool.json:5:3: 'parameters' is '[]' and must be an object. Write a JSON Schema: { \"type\": \"object\", \"properties\": { ... } }.")]
    [InlineData("{ \"type\": \"object\" }", "{ \"type\": \"string\" }", "t/tool.json:5:3: The schema of the parameters does not say '\"type\": \"object\"'. Add it: the arguments of a call are always an object.")]
    [InlineData("{ \"type\": \"object\" }", "{ \"type\": \"object\",\n    \"properties\": { \"a\": {\n      \"minimum\": \"x\" } } }", "t/tool.json:7:7: Schema at '/properties/a/minimum': ")]
    [InlineData("\"effect\": \"pure\"", "\"result\": { \"$ref\": \"#/none\" }", "t/tool.json:6:15: Schema at '/$ref': ")]
    [InlineData("\"pure\"", "\"safe\"", "t/tool.json:6:3: 'effect' is '\"safe\"' and must be one of pure, keyed, at-most-once: what running the tool twice does.")]
    [InlineData("\"effect\": \"pure\"", "\"needsApproval\": \"yes\"", "t/tool.json:6:3: 'needsApproval' is '\"yes\"' and must be true or false.")]
    [InlineData("\"effect\": \"pure\"", "\"untrusted\": 1", "t/tool.json:6:3: 'untrusted' is '1' and must be true or false.")]
    [InlineData("\"effect\": \"pure\"", "\"permissions\": { \"net\": {}, \"file\": {} }", "t/tool.json:6:31: Unknown key 'file'. Did you mean 'files'?")]
    [InlineData("\"effect\": \"pure\"", "\"permissions\": [\"net\"]", "t/tool.json:6:3: 'permissions' is '[\"net\"]' and must be an object.")]
    [InlineData("\"effect\": \"pure\"", "\"secrets\": \"KEY\"", "t/tool.json:6:3: 'secrets' is '\"KEY\"' and must be a list of texts.")]
    [InlineData("\"effect\": \"pure\"", "\"limits\": { \"fuel\": 10 }", "t/tool.json:6:15: 'fuel' is '10' and must be a whole number of at least 1000.")]
    [InlineData("\"effect\": \"pure\"", "\"limits\": { \"timeMs\": 1.5 }", "t/tool.json:6:15: 'timeMs' is '1.5' and must be a whole number of at least 1.")]
    [InlineData("\"effect\": \"pure\"", "\"limits\": { \"memoryKb\": 99999999 }", "t/tool.json:6:15: 'memoryKb' is 99999999 and the host allows 65536. Ask for less, or raise ToolPackOptions.Limits.Memory.")]
    [InlineData("\"effect\": \"pure\"", "\"limits\": { \"memory\": 1 }", "t/tool.json:6:15: Unknown key 'memory'. Did you mean 'memoryKb'?")]
    [InlineData("\"effect\": \"pure\"", "\"effect\": \"pure\",\n  \"effect\": \"keyed\"", "t/tool.json:7:3: The key 'effect' stands in this object twice. Delete one.")]
    [InlineData("\"effect\": \"pure\"", "\"effect\": pure", "t/tool.json:6:13: The file is not JSON. 'p' is an invalid start of a value.")]
    [InlineData("\"A tool.\"", "\"\\ud800\"", "t/tool.json:1:1: The file has bytes that are not UTF-8, or a text with half a surrogate pair (")]
    public void Load_ManifestWithAMistake_SaysWhereAndWhatToDo(string right, string wrong, string problem)
    {
        const string manifest = "{\n  \"name\": \"t\",\n  \"description\": \"A tool.\",\n  \"version\": \"1.0.0\",\n  \"parameters\": { \"type\": \"object\" },\n  \"effect\": \"pure\"\n}\n";
        Assert.Contains(right, manifest, StringComparison.Ordinal);
        _folder.Write("t", manifest.Replace(right, wrong, StringComparison.Ordinal), Script);

        var pack = _folder.Load();

        Assert.StartsWith(problem, _folder.Shorten(Assert.Single(pack.Problems)), StringComparison.Ordinal);
        Assert.Empty(pack.Tools);
    }

    [Theory]
    [InlineData("\"permissions\": {\n  \"kv\": true }", "t/tool.json:7:3: 'kv' is not granted. Set SandboxGrants.KeyValues to allow it, or take it out of the manifest.")]
    [InlineData("\"permissions\": {\n  \"tools\": [\"a\", \"b\"] }", "t/tool.json:7:18: Tool 'b' may not be called.")]
    [InlineData("\"permissions\": {\n  \"clock\": { \"zone\": 1 } }", "t/tool.json:7:14: 'zone' is not known. Write true.")]
    [InlineData("\"secrets\": [\"KEY\"]", "t/tool.json:6:15: Secret 'KEY' is not granted.")]
    public void Load_PermissionsThatAreNotGranted_SayWhatToGrant(string asked, string problem)
    {
        _folder.Add("t", Script, asked);

        var pack = _folder.Load(new ToolPackOptions { Grants = { Tools = ["a"], Clock = true } });

        Assert.StartsWith(problem, _folder.Shorten(pack.Problems[0]), StringComparison.Ordinal);
        Assert.Empty(pack.Tools);
        Assert.Single(pack.Manifests);
    }

    [Fact]
    public void Load_ManyMistakes_AreReportedTogether()
    {
        _folder.Write("t", "{\r\n  \"nme\": \"t\",\r\n  \"parameters\": 1\r\n}", "export default 1 +;");

        var problems = _folder.Load().Problems.Select(p => _folder.Shorten(p).Split([". ", ".\n"], 2, StringSplitOptions.None)[0]);

        Assert.Equal(
            [
                "t/tool.json:2:3: Unknown key 'nme'",
                "t/tool.json:1:1: The key 'name' is missing",
                "t/tool.json:1:1: The key 'description' is missing",
                "t/tool.json:1:1: The key 'version' is missing",
                "t/tool.json:3:3: 'parameters' is '1' and must be an object",
                "t/tool.js:1:19: SyntaxError: Unexpected ';'; expected an expression",
            ],
            problems);
    }

    [Theory]
    [InlineData("[]", Script, "t/tool.json:1:1: A list stands here. Write an object: { ... }.")]
    [InlineData(null, Script, "t/tool.json:1:1: There is no tool.json in this folder. Write one, or move what is no tool elsewhere.")]
    [InlineData("{}", null, "t/tool.js:1:1: There is no tool.js or tool.ts in this folder. Write one that exports a function: export default function (args) { ... }.")]
    [InlineData("", Script, "t/tool.json:1:1: The file is not JSON. ")]
    public void Load_FolderThatIsNoTool_SaysWhatIsMissing(string? manifest, string? script, string problem)
    {
        _folder.Write("t", manifest, script);

        var pack = _folder.Load();

        Assert.StartsWith(problem, _folder.Shorten(pack.Problems[0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("function main() {}", "t/tool.js:1:1: The script exports nothing. Write one function for the tool: export default function (args) { ... }.")]
    [InlineData("\n  import fs from 'fs';\nexport default () => 1;", "t/tool.js:2:3: SyntaxError: Modules cannot be imported ('fs').")]
    [InlineData("export default () => eval('1');", "")]
    public void Load_Script_IsReadAtOnce(string script, string problem)
    {
        _folder.Add("t", script);

        var problems = _folder.Load().Problems.Select(_folder.Shorten);

        Assert.StartsWith(problem, string.Join('\n', problems), StringComparison.Ordinal);
        Assert.Equal(problem.Length == 0, !problems.Any());
    }

    [Fact]
    public void Load_TwoScripts_AreOneTooMany()
    {
        _folder.Add("t", Script);
        File.WriteAllText(_folder.PathOf("t", "tool.ts"), Script);

        Assert.Equal("t/tool.ts:1:1: There is a tool.js as well as a tool.ts in this folder. Delete one.", _folder.Shorten(Assert.Single(_folder.Load().Problems)));
    }

    [Fact]
    public void Load_TwoToolsOfOneName_KeepsTheFirst()
    {
        _folder.Add("a", Script).Write("b", PackFolder.Manifest("a"), Script);

        var pack = _folder.Load();

        Assert.Equal("b/tool.json:1:1: The tool is named 'a', as that of folder 'a' is. Give it another name.", _folder.Shorten(Assert.Single(pack.Problems)));
        Assert.Equal(["a"], pack.Tools.Select(t => t.Name));
    }

    [Fact]
    public void Load_ManifestWithAByteOrderMark_IsRead()
    {
        _folder.Add("t", Script);
        File.WriteAllText(_folder.PathOf("t", "tool.json"), PackFolder.Manifest("t"), System.Text.Encoding.UTF8);

        Assert.Empty(_folder.Load().Problems);
    }
}
