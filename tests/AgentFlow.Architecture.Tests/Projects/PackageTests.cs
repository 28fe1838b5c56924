using System.Xml.Linq;

namespace AgentFlow.Architecture.Tests.Projects;

public sealed class PackageTests
{
    /// <summary>Every package that ships, and what a user of it gets along. A line added here is a dependency for good.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["AgentFlow.JsonSchema"] = [],
        ["AgentFlow.JavaScript"] = [],
        ["AgentFlow"] = ["Microsoft.Extensions.AI.Abstractions"],
        ["AgentFlow.Models"] = ["Anthropic", "Microsoft.Extensions.Configuration.Abstractions"],
        ["AgentFlow.Sandbox"] = [],
        ["AgentFlow.Sqlite"] = ["SQLitePCLRaw.bundle_e_sqlite3"],
        ["AgentFlow.Testing"] = [],
        ["AgentFlow.Hosting"] = ["Microsoft.Extensions.Hosting.Abstractions"],
        ["AgentFlow.Cli"] = ["Spectre.Console", "System.CommandLine"],
    };

    [Fact]
    public void Packages_Dependencies_AreTheListedOnes()
    {
        var listed = Allowed.Select(p => Line(p.Key, p.Value)).Order(StringComparer.Ordinal);

        var found = ProjectFile.Under("src").Select(p => Line(p.Name, p.Packages)).Order(StringComparer.Ordinal).ToList();

        Findings.AssertNone(found.Except(listed), "The dependencies of these packages are not those in PackageTests.cs. If they are meant, list them there.");
        Findings.AssertNone(listed.Except(found), "PackageTests.cs lists dependencies that are not there any more.");
    }

    [Fact]
    public void Packages_ThirdParty_AtMostOneFamily()
    {
        var problems = ProjectFile.Under("src")
            .Select(p => (p.Name, Families: p.Packages.Select(Family).OfType<string>().Distinct().ToList()))
            .Where(p => p.Families.Count > 1)
            .Select(p => $"{p.Name}: {string.Join(", ", p.Families)}");

        Findings.AssertNone(problems, "A package has at most one third-party dependency of its own; Microsoft.Extensions.* and System.* are the platform.");
    }

    [Fact]
    public void Projects_PackageVersions_AreCentral()
    {
        var problems = ProjectFile.Under("").SelectMany(p => p.OwnVersions.Select(v => $"{p.FilePath}: {v}"));

        Findings.AssertNone(problems, "Package versions are written in Directory.Packages.props only.");
    }

    [Fact]
    public void CentralVersions_All_AreUsed()
    {
        var used = ProjectFile.Under("").SelectMany(p => p.Packages)
            .Concat(Names("Directory.Build.props", "PackageReference")).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var unused = Names("Directory.Packages.props", "PackageVersion").Where(n => !used.Contains(n));

        Findings.AssertNone(unused, "Directory.Packages.props has versions of packages that no project references.");
    }

    [Theory]
    [InlineData("System.Text.Json", null)]
    [InlineData("Microsoft.Extensions.Options", null)]
    [InlineData("SQLitePCLRaw.bundle_e_sqlite3", "SQLite")]
    [InlineData("Microsoft.Data.Sqlite.Core", "SQLite")]
    [InlineData("Spectre.Console", "Spectre")]
    [InlineData("Anthropic", "Anthropic")]
    public void Family_Package_IsPlatformOrItsMaker(string package, string? family) => Assert.Equal(family, Family(package));

    private static string Line(string project, IEnumerable<string> packages) => $"{project}: {string.Join(", ", packages)}";

    private static string? Family(string package) =>
        package.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || package.StartsWith("System.", StringComparison.Ordinal) ? null
        : package.StartsWith("Microsoft.Data.Sqlite", StringComparison.Ordinal) || package.StartsWith("SQLitePCLRaw", StringComparison.Ordinal) ? "SQLite"
        : package.Split('.')[0];

    private static IEnumerable<string> Names(string file, string element) =>
        XDocument.Parse(Repository.Read(file)).Descendants(element).Select(e => (string)e.Attribute("Include")!);
}
