namespace AgentFlow.Architecture.Tests.Projects;

public sealed class FloorTests
{
    [Fact]
    public void Packages_All_StandOnAFloor()
    {
        var projects = ProjectFile.Under("src");

        var strangers = projects.Where(p => Floors.Of(p.Name) is null || p.FilePath != $"src/{p.Name}/{p.Name}.csproj").Select(p => p.FilePath);

        Assert.NotEmpty(projects);
        Findings.AssertNone(strangers, "These projects are not in the table of floors (Floors.cs), or not at src/<name>/<name>.csproj. Start one only for a new dependency, audience or build target.");
    }

    [Fact]
    public void Packages_References_PointDown()
    {
        var problems = ProjectFile.Under("src").SelectMany(p => p.ProjectReferences.Select(r => Floors.Problem(p.Name, Floors.Of(p.Name) ?? 0, r)));

        Findings.AssertNone(problems.OfType<string>(), "A package may reference packages on floors below its own, and nothing else.");
    }

    [Fact]
    public void Examples_References_ArePackages()
    {
        var examples = ProjectFile.Under("examples");

        var problems = examples.SelectMany(p => p.ProjectReferences.Select(r => Floors.Problem(p.Name, Floors.Examples, r)));

        Assert.NotEmpty(examples);
        Findings.AssertNone(problems.OfType<string>(), "An example uses the packages as a user would.");
    }

    [Fact]
    public void Projects_All_AreInTheSolution()
    {
        var solution = Repository.Read("AgentFlow.sln").Replace('\\', '/');

        var missing = ProjectFile.Under("").Select(p => p.FilePath).Where(f => !solution.Contains($"\"{f}\"", StringComparison.Ordinal));

        Findings.AssertNone(missing, "These projects are not in AgentFlow.sln, so nothing builds or tests them.");
    }

    [Theory]
    [InlineData("AgentFlow", 1, "AgentFlow.JsonSchema", null)]
    [InlineData("AgentFlow.Sqlite", 2, "AgentFlow", null)]
    [InlineData("AgentFlow", 1, "AgentFlow.Sqlite", "AgentFlow (floor 1) references AgentFlow.Sqlite (floor 2). References point down.")]
    [InlineData("AgentFlow.Sqlite", 2, "AgentFlow.Testing", "AgentFlow.Sqlite (floor 2) references AgentFlow.Testing (floor 2). References point down.")]
    [InlineData("AgentFlow", 1, "AgentFlow.Tests", "AgentFlow references AgentFlow.Tests, which is not a package of the house.")]
    public void Problem_ReferenceUpOrSideways_IsNamed(string from, int floor, string to, string? problem) =>
        Assert.Equal(problem, Floors.Problem(from, floor, to));
}
