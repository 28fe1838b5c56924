namespace AgentFlow.Architecture.Tests.Code;

public sealed class SourceFileTests
{
    private const int LongestFile = 500;
    private const int LongestMember = 60;
    private const int LongestExample = 150;

    /// <summary>Files over the limit because they are nothing but data, each with its reason.</summary>
    private static readonly Dictionary<string, string> DataTables = [];

    /// <summary>Files with one member over the limit, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongMembers = new()
    {
        ["src/AgentFlow.JavaScript/Machine/Vm.Run.cs"] = "the interpreter's loop, whose hot instructions are one switch so that it compiles to one jump",
        ["src/AgentFlow.JavaScript/Compiler/OpcodeTable.Rows.cs"] = "a table of instructions by their operands",
    };

    private static readonly string[] BadEndings = ["Helper", "Helpers", "Manager", "Util", "Utils", "Utility", "Utilities", "Base", "Impl"];

    /// <summary>Names that a specification gives: Iterator Helper objects, ECMA-262, 27.1.2.</summary>
    private static readonly string[] NamesOfTheField = ["IteratorHelpers", "JsIteratorHelper"];

    private static IReadOnlyList<string> Sources => Repository.Files("src", ".cs");

    [Fact]
    public void Files_InSrc_AreShort()
    {
        var tooLong = Sources.Select(f => (File: f, Lines: LinesOf(f)))
            .Where(f => f.Lines > LongestFile && !DataTables.ContainsKey(f.File))
            .Select(f => $"{f.File}: {f.Lines} lines");

        Assert.NotEmpty(Sources);
        Findings.AssertNone(tooLong, $"A file has at most {LongestFile} lines; split it by what its parts are about.");
    }

    [Fact]
    public void DataTables_Listed_AreStillLong() =>
        Findings.AssertNone(
            DataTables.Keys.Where(f => !File.Exists(Repository.PathOf(f)) || LinesOf(f) <= LongestFile),
            "These files need no exception any more.");

    [Fact]
    public void Members_InSrc_AreShort()
    {
        var tooLong = from file in Sources
                      from member in Declarations.Of(Repository.Read(file))
                      where member.TypeName is null && !member.IsData && member.Lines > LongestMember && !LongMembers.ContainsKey(file)
                      select $"{file}:{member.FirstLine}: {member.Lines} lines: {member.Header}";

        Findings.AssertNone(tooLong, $"A method has at most {LongestMember} lines.");
    }

    [Fact]
    public void LongMembers_Listed_AreOneEachAndStillLong() =>
        Findings.AssertNone(
            LongMembers.Keys.Where(f => Declarations.Of(Repository.Read(f)).Count(m => m.TypeName is null && !m.IsData && m.Lines > LongestMember) != 1),
            "These files have none or more than one long member.");

    [Fact]
    public void PublicTypes_InSrc_HaveAFileEach()
    {
        var problems = from file in Sources
                       let types = Declarations.Of(Repository.Read(file)).Where(d => d.IsPublicType && d.Depth == 0).Select(d => d.TypeName!).ToList()
                       where types.Count > 1 || (types.Count == 1 && types[0] != Path.GetFileName(file).Split('.', '{')[0])
                       select $"{file}: {string.Join(", ", types)}";

        Findings.AssertNone(problems, "A public type has a file of its own, named alike (Name.cs, Name.Part.cs or Name{T}.cs).");
    }

    [Fact]
    public void Types_InSrc_AreNamedForWhatTheyAre()
    {
        var problems = from file in Sources
                       from type in Declarations.Of(Repository.Read(file))
                       where type.TypeName is { } name && !NamesOfTheField.Contains(name) && BadEndings.Any(e => name.EndsWith(e, StringComparison.Ordinal))
                       select $"{file}:{type.FirstLine}: {type.TypeName}";

        Findings.AssertNone(problems, $"No type is named for being a {string.Join(", ", BadEndings)}.");
    }

    [Fact]
    public void Examples_Each_AreShort()
    {
        var examples = Directory.GetDirectories(Repository.PathOf("examples")).Select(d => $"examples/{Path.GetFileName(d)}").ToList();

        var tooLong = examples.Select(e => (Example: e, Lines: Repository.Files(e, ".cs").Sum(LinesOf)))
            .Where(e => e.Lines is 0 or >= LongestExample)
            .Select(e => $"{e.Example}: {e.Lines} lines of C#");

        Assert.NotEmpty(examples);
        Findings.AssertNone(tooLong, $"An example has under {LongestExample} lines of C#, and some.");
    }

    private static int LinesOf(string file) => Repository.Read(file).TrimEnd('\n').Split('\n').Length;
}
