using System.Reflection;

namespace AgentFlow.Architecture.Tests.Docs;

public sealed class SnippetTests
{
    /// <summary>Every public static method of the snippets project that takes nothing and returns a task.</summary>
    public static TheoryData<string> Runnable => [.. Methods().Select(m => $"{m.DeclaringType!.Name}.{m.Name}")];

    private static IEnumerable<string> Pages => Repository.Files("", ".md");

    [Fact]
    public void Pages_CSharpBlocks_AreTheSnippets()
    {
        List<string> problems = [];
        HashSet<string> used = [];
        var snippets = ReadSnippets(problems);

        foreach (var page in Pages)
        {
            var text = Repository.Read(page);
            var rendered = SnippetPage.Render(page, text, snippets, problems, used);
            if (Repository.Accepts && rendered != text)
                File.WriteAllText(Repository.PathOf(page), rendered);
            else if (rendered != text)
                problems.Add($"{page} differs from docs/snippets: {TextDifference.First(text, rendered)}");
        }

        problems.AddRange(snippets.Keys.Except(used).Select(s => $"No page uses snippet '{s}'."));
        Findings.AssertNone(problems, "C# on pages is that of docs/snippets; 'AGENTFLOW_ACCEPT=1 dotnet test tests/AgentFlow.Architecture.Tests' copies it there.");
    }

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task Snippet_Run_Succeeds(string method)
    {
        var found = Methods().Single(m => $"{m.DeclaringType!.Name}.{m.Name}" == method);

        await (Task)found.Invoke(null, null)!;
    }

    private static IEnumerable<MethodInfo> Methods() => Assembly.Load("AgentFlow.Snippets").GetExportedTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(m => typeof(Task).IsAssignableFrom(m.ReturnType) && m.GetParameters().Length == 0 && !m.ContainsGenericParameters);

    private static Dictionary<string, string> ReadSnippets(List<string> problems)
    {
        var all = new Dictionary<string, string>();
        foreach (var file in Repository.Files("docs/snippets", ".cs"))
        {
            foreach (var (name, code) in SnippetSource.Read(file, Repository.Read(file), problems))
            {
                if (!all.TryAdd(name, code))
                    problems.Add($"{file}: there are two snippets '{name}'.");
            }
        }
        return all;
    }
}
