using System.Text.Json;

namespace AgentFlow.Sandbox.Packs;

/// <summary>Reads a <c>tests.json</c>. What is wrong with it becomes a case that fails, so that nobody takes it for tested.</summary>
internal static class ToolTestReader
{
    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    public static IReadOnlyList<ToolTest> Read(PackFiles files)
    {
        var path = files.PathOf(PackFiles.TestsName);
        if (files.Tests is not { } text)
            return [Failed(files.Problem(PackFiles.TestsName, "There is no tests.json in this folder. Write a list of cases: [{ \"name\": \"...\", \"arguments\": { ... }, \"result\": ... }]."))];
        if (!JsonSource.TryRead(text, files.Name, path, out var source, out var problem))
            return [Failed(problem)];
        if (source.Root.ValueKind != JsonValueKind.Array || source.Root.GetArrayLength() == 0)
            return [Failed(source.Problem(string.Empty, "The tests are a list with one case at least: [{ \"name\": \"...\", \"arguments\": { ... }, \"result\": ... }]."))];
        return [.. source.Root.EnumerateArray().Select((item, index) => Case(source, $"/{index}", item))];
    }

    private static ToolTest Case(JsonSource source, string pointer, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return Failed(source.Problem(pointer, $"{ManifestNode.Shown(item)} is no case. Write an object: {{ \"name\": \"...\", \"arguments\": {{ ... }}, \"result\": ... }}."));
        List<ToolPackProblem> problems = [];
        var node = new ManifestNode(source, pointer, item, problems);
        node.AllowOnly("name", "arguments", "result", "resultContains", "error", "host");
        var test = new ToolTest
        {
            Name = node.Text("name", "Say what the case shows.") ?? pointer,
            Arguments = node.Any("arguments") ?? NoArguments,
            Result = node.Any("result"),
            ResultContains = node.Text("resultContains"),
            Error = node.Text("error"),
            Host = Records(source, pointer, node, problems),
        };
        if ((test.Result is null ? 0 : 1) + (test.ResultContains is null ? 0 : 1) + (test.Error is null ? 0 : 1) != 1 && problems.Count == 0)
            node.Report(string.Empty, "A case has one of 'result', 'resultContains' and 'error': what should come out.");
        return problems.Count == 0 ? test : Failed(problems[0], test.Name);
    }

    private static List<HostRecord> Records(JsonSource source, string pointer, ManifestNode test, List<ToolPackProblem> problems)
    {
        List<HostRecord> records = [];
        if (test.Any("host") is not { } list)
            return records;
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(static r => r.ValueKind != JsonValueKind.Object))
        {
            test.Report("host", "'host' is a list of objects: [{ \"function\": \"net.fetch\", \"result\": ... }].");
            return records;
        }
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            var node = new ManifestNode(source, $"{pointer}/host/{index}", item, problems);
            node.AllowOnly("function", "arguments", "result", "error");
            var arguments = node.Any("arguments");
            if (arguments is { ValueKind: not JsonValueKind.Array })
                node.Report("arguments", "'arguments' is the list of what the function is called with: [ ... ].");
            records.Add(new(node.Text("function", "Name it as the script does: 'net.fetch'.") ?? string.Empty, arguments, node.Any("result"), node.Text("error")));
        }
        return records;
    }

    private static ToolTest Failed(ToolPackProblem problem, string? name = null) => new() { Name = name ?? PackFiles.TestsName, Problem = problem.ToString() };
}
