using System.Text.RegularExpressions;

namespace AgentFlow.Architecture.Tests.Code;

public sealed partial class SourceTextTests
{
    private static readonly string[] TextFiles = [".cs", ".md", ".csproj", ".props", ".sln", ".json", ".yml", ".yaml", ".js", ".sh", ".txt", ""];

    [Fact]
    public void Source_Regions_AreNotUsed() =>
        Findings.AssertNone(Matches(Repository.Files("src", ".cs"), Region()), "No #region: a file that needs one is two files.");

    [Fact]
    public void Source_Todo_NamesAnIssue() =>
        Findings.AssertNone(Matches(Repository.Files("src", ".cs"), BareTodo()), "A TODO names its issue: TODO #12.");

    [Fact]
    public void Repository_Text_NamesNoBuildMachine()
    {
        var files = Repository.Files("", TextFiles);

        Assert.NotEmpty(files);
        Findings.AssertNone(Matches(files, MachinePath()), "No path of a build machine and no package registry's host stands in the repository.");
    }

    [Theory]
    [InlineData("// TODO: later", true)]
    [InlineData("// TODO #12: later", false)]
    [InlineData("// TODO(#12) later", false)]
    [InlineData("var TodoList = 1;", false)]
    public void BareTodo_WithoutIssue_Matches(string line, bool matches) => Assert.Equal(matches, BareTodo().IsMatch(line));

    [Theory]
    [InlineData("cd ~wor~k/main", true)]
    [InlineData("\"~roo~t/.config\"", true)]
    [InlineData("see https://api.nu~get.org/v3", true)]
    [InlineData("https://example.org/wor~k/1", false)]
    [InlineData("src/wor~k/x", false)]
    [InlineData("homework/1", false)]
    public void MachinePath_Line_Matches(string line, bool matches) =>
        Assert.Equal(matches, MachinePath().IsMatch(line.Replace("~wor~", "/wor", StringComparison.Ordinal)
            .Replace("~roo~", "/roo", StringComparison.Ordinal).Replace("~", "", StringComparison.Ordinal)));

    private static IEnumerable<string> Matches(IEnumerable<string> files, Regex pattern) =>
        from file in files
        from line in Repository.Read(file).Split('\n').Index()
        where pattern.IsMatch(line.Item)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}";

    [GeneratedRegex(@"^\s*#\s*region\b")]
    private static partial Regex Region();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b(?!\W{0,2}#\d)")]
    private static partial Regex BareTodo();

    [GeneratedRegex(@"(?<![\w.\-~}*])/(wor[k]|roo[t]|home/\w+|Users/\w+)/|nuge[t]\.org")]
    private static partial Regex MachinePath();
}
