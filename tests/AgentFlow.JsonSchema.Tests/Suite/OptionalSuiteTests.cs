using System.Globalization;
using System.Text;

namespace AgentFlow.JsonSchema.Tests.Suite;

public sealed class OptionalSuiteTests
{
    private const string TableStart = "<!-- suite table: written by OptionalSuiteTests with AGENTFLOW_ACCEPT=1 -->";
    private const string TableEnd = "<!-- end of suite table -->";

    [Fact]
    public void Validate_OptionalSuiteFiles_PassRatesAreThoseOfTheDocs()
    {
        Assert.SkipWhen(SuiteData.Root is null, "The JSON Schema test suite is not on this machine; set AGENTFLOW_TEST_DATA.");
        Assert.SkipWhen(Repository.Root is null, "The tests do not run inside the repository.");
        var page = Path.Combine(Repository.Root!, "docs", "json-schema.md");

        var (table, failures) = Measure();

        var text = File.ReadAllText(page).ReplaceLineEndings("\n");
        var start = text.IndexOf(TableStart, StringComparison.Ordinal) + TableStart.Length;
        var end = text.IndexOf(TableEnd, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("AGENTFLOW_ACCEPT") == "1")
            File.WriteAllText(page, $"{text[..start]}\n{table}{text[end..]}");
        else
            Assert.True(table == text[(start + 1)..end], $"docs/json-schema.md is out of date; AGENTFLOW_ACCEPT=1 rewrites it.\n{table}\n{failures}");
    }

    private static (string Table, string Failures) Measure()
    {
        var table = new StringBuilder("| optional part of the suite | 2020-12 | 2019-09 | 7 |\n|---|---|---|---|\n");
        var failures = new StringBuilder();
        foreach (var folder in new[] { "optional", "optional/format" })
        {
            var assertFormat = folder.EndsWith("format", StringComparison.Ordinal);
            foreach (var name in NamesIn(folder))
            {
                table.Append(CultureInfo.InvariantCulture, $"| {(assertFormat ? "format/" : "")}{name} |");
                foreach (var (draft, _) in SuiteData.Drafts)
                    table.Append(' ').Append(Rate($"{draft}/{folder}/{name}.json", assertFormat, failures)).Append(" |");
                table.Append('\n');
            }
        }
        return (table.ToString(), failures.ToString());
    }

    private static string Rate(string file, bool assertFormat, StringBuilder failures)
    {
        if (!File.Exists(Path.Combine(SuiteData.Root!, "tests", file)))
            return "-";
        var results = SuiteRunner.Run(file, assertFormat);
        foreach (var failure in results.OfType<string>())
            failures.Append(CultureInfo.InvariantCulture, $"{file}: {failure}\n");
        return $"{results.Count(result => result is null)} of {results.Count}";
    }

    private static IEnumerable<string> NamesIn(string folder) => SuiteData.Drafts
        .SelectMany(draft => Directory.EnumerateFiles(Path.Combine(SuiteData.Root!, "tests", draft.Folder, folder), "*.json"))
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Distinct()
        .Order(StringComparer.Ordinal);
}
