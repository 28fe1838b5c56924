using System.Reflection;
using AgentFlow.Architecture.Tests.Projects;

namespace AgentFlow.Architecture.Tests.Code;

/// <summary>Internal, but the length and file rules stand on it.</summary>
public sealed class DeclarationsTests
{
    [Theory]
    [InlineData("public sealed class A { }", "A")]
    [InlineData("public static partial class A<T> where T : class { }", "A")]
    [InlineData("public readonly record struct A(int B);", "A")]
    [InlineData("public sealed record A : B { }", "A")]
    [InlineData("[X(typeof(int[]))]\npublic interface IA;", "IA")]
    [InlineData("public enum A { B = 1, C }", "A")]
    [InlineData("public delegate ValueTask<int?> A(string b, int c = 1);", "A")]
    [InlineData("public delegate void A<in T>(T b);", "A")]
    [InlineData("using X;\nnamespace N;\npublic class A { }", "A")]
    [InlineData("namespace N\n{\n    public class A { }\n}", "A")]
    public void Of_PublicType_HasItsName(string source, string name) =>
        Assert.Equal([name], Declarations.Of(source).Where(d => d.IsPublicType).Select(d => d.TypeName));

    [Theory]
    [InlineData("internal class A { }")]
    [InlineData("class A { public int B { get; } }")]
    [InlineData("public T A<T>() where T : class { return null!; }")]
    public void Of_Other_IsNoPublicType(string source) =>
        Assert.DoesNotContain(Declarations.Of(source), d => d.IsPublicType);

    [Fact]
    public void Of_NestedType_StandsDeeper()
    {
        var found = Declarations.Of("public class A { int _x; public enum B { C } void D() { } }");

        Assert.Equal([("A", 0), (null, 1), ("B", 1), (null, 1)], found.Select(d => (d.TypeName, d.Depth)));
    }

    [Theory]
    [InlineData("void M()\n{\n    if (x)\n    {\n    }\n}", 6)]
    [InlineData("/// <summary>x</summary>\n[X]\n[Y(Z = 1)]\nint M(\n    int a) =>\n    a;", 3)]
    [InlineData("int M(int a) => a switch\n{\n    1 => 2,\n    _ => 3,\n};", 5)]
    [InlineData("public C(int a) : base(x => { })\n{\n}", 3)]
    [InlineData("int P\n{\n    get => 1;\n    set { }\n}", 5)]
    [InlineData("int P { get; set; } =\n    3;", 2)]
    [InlineData("static bool operator ==(C a, C b)\n{\n    return true;\n}", 4)]
    [InlineData("static bool operator >=(C a, C b) =>\n    true;", 2)]
    [InlineData("void M(int a = 1, string b = \"{\")\n{\n}", 3)]
    [InlineData("string M() => $$\"\"\"\n    {\n    {{a}}\n    \"\"\";", 4)]
    [InlineData("Task M() => Do(async () =>\n{\n    await X();\n});", 4)]
    [InlineData("void M<T>()\n    where T : struct\n{\n    void Local()\n    {\n    }\n}", 7)]
    public void Of_Member_HasItsLines(string member, int lines)
    {
        var found = Declarations.Of($"class C\n{{\n    int _before;\n\n{member}\n\n    int _after;\n}}").Where(d => d.TypeName is null).ToList();

        Assert.Equal(3, found.Count);
        Assert.Equal(lines, found[1].Lines);
        Assert.False(found[1].IsData);
    }

    [Theory]
    [InlineData("static readonly int[] Table = [\n1,\n2];")]
    [InlineData("static readonly Dictionary<int, int> Table = new()\n{\n    [1] = 2,\n};")]
    [InlineData("const string Text = \"x\";")]
    [InlineData("static readonly Func<int> F = () =>\n{\n    return 1;\n};")]
    public void Of_FieldWithValue_IsData(string field)
    {
        var member = Assert.Single(Declarations.Of($"class C {{ {field} }}"), d => d.TypeName is null);

        Assert.True(member.IsData);
    }

    [Fact]
    public void Of_TopLevelStatements_AreMembers()
    {
        var found = Declarations.Of("using X;\nvar a = new B { C = 1 };\nif (a)\n{\n    D();\n}\nreturn 0;");

        Assert.Equal([1, 4, 1], found.Select(d => d.Lines));
    }

    [Fact]
    public void Of_ExtensionBlock_HoldsItsMembers()
    {
        var found = Declarations.Of("public static class A\n{\n    extension(string text)\n    {\n        public int B => 1;\n    }\n}");

        Assert.Equal(["A", "extension", null], found.Select(d => d.TypeName));
    }

    [Fact]
    public void Of_AllSources_FindsThePublicTypesThatTheCompilerFound()
    {
        var projects = ProjectFile.Under("src").Select(p => p.Name).ToList();

        var found = projects.SelectMany(p => Repository.Files($"src/{p}", ".cs")).SelectMany(f => Declarations.Of(Repository.Read(f)))
            .Where(d => d.IsPublicType && d.Depth == 0).Select(d => d.TypeName!);
        var compiled = projects.SelectMany(p => Assembly.Load(new AssemblyName(p)).GetExportedTypes())
            .Where(t => !t.IsNested).Select(t => t.Name.Split('`')[0]);

        // A partial type stands in several files.
        Assert.Equal(compiled.Distinct().Order(StringComparer.Ordinal), found.Distinct().Order(StringComparer.Ordinal));
    }
}
