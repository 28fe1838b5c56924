using System.Reflection;
using AgentFlow.Architecture.Tests.Projects;

namespace AgentFlow.Architecture.Tests.Calls;

public sealed class BanTests
{
    public static TheoryData<string> Offences => [.. NamesOf(typeof(Offenders))];

    public static TheoryData<string> Innocence => [.. NamesOf(typeof(Innocents))];

    [Fact]
    public void Source_BannedCalls_AreNotMade()
    {
        var problems = ProjectFile.Under("src").SelectMany(p => ProblemsIn(Load(p.Name), $"src/{p.Name}")).Distinct();

        Findings.AssertNone(problems, "Time, randomness and ids are injected, and nothing waits by blocking a thread.");
    }

    [Theory]
    [MemberData(nameof(Offences))]
    public void Problem_BannedCall_IsFound(string method) => Assert.Single(ProblemsOf("Offenders", method));

    [Theory]
    [MemberData(nameof(Innocence))]
    public void Problem_HarmlessCall_IsNotFound(string method) => Assert.Empty(ProblemsOf("Innocents", method));

    [Fact]
    public void Source_StaticFields_AreNotMutable()
    {
        var problems = from project in ProjectFile.Under("src")
                       from type in Load(project.Name).GetTypes()
                       from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                       where StaticState.IsMutable(field)
                       select $"{type.FullName}.{field.Name}";

        Findings.AssertNone(problems, "No static mutable state and no ambient context: what a method needs is a parameter.");
    }

    [Theory]
    [InlineData("_count", true)]
    [InlineData("Ambient", true)]
    [InlineData("<Current>k__BackingField", true)]
    [InlineData("Constant", false)]
    [InlineData("Names", false)]
    [InlineData("<Fixed>k__BackingField", false)]
    public void IsMutable_StaticField_SaysSo(string field, bool isMutable) =>
        Assert.Equal(isMutable, StaticState.IsMutable(typeof(StaticStateSample).GetField(field, BindingFlags.Static | BindingFlags.NonPublic)!));

    private static List<string> ProblemsOf(string type, string method)
    {
        var file = $"tests/AgentFlow.Architecture.Tests/Calls/{type}.cs";
        var lines = Repository.Read(file).Split('\n');
        var start = Array.FindIndex(lines, l => l.Contains($" {method}(", StringComparison.Ordinal) || l.Contains($" {method}<", StringComparison.Ordinal)) + 1;
        var end = Array.FindIndex(lines, start, l => l.Length == 0);
        end = end < 0 ? lines.Length : end;
        return [.. ProblemsIn(typeof(BanTests).Assembly, "tests/AgentFlow.Architecture.Tests")
            .Where(p => p.StartsWith(file + ":", StringComparison.Ordinal) && int.Parse(p.Split(':')[1], null) is var line && line >= start && line <= end)
            .Distinct()];
    }

    private static List<string> ProblemsIn(Assembly assembly, string folder)
    {
        using var reader = new CallReader(assembly, folder);
        var lines = new Dictionary<string, string[]>();
        var calls = reader.Read().ToList();
        foreach (var file in calls.Select(c => c.File).Distinct())
            lines[file] = Repository.Read(file).Split('\n');
        return [.. calls.Select(c => Ban.Problem(c, lines[c.File])).OfType<string>()];
    }

    private static IEnumerable<string> NamesOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => m.Name);

    /// <summary>A package that these tests do not reference cannot be looked into, so it fails here.</summary>
    private static Assembly Load(string project) => Assembly.Load(new AssemblyName(project));
}
