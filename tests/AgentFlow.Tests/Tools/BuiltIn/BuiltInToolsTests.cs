using System.Reflection;
using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Tools.BuiltIn;

public class BuiltInToolsTests
{
    private readonly AIFunction[] _all =
        [CalculatorTool.Create(), UnitConversionTool.Create(), .. DateTimeTools.Create(), .. NotesTools.Create(new InMemoryKeyValueStore())];

    [Fact]
    public async Task Agent_CallsEachKindOfTool_ReadsTheirAnswersAndErrors()
    {
        var model = new ScriptedChatClient()
            .Calls("calculate", """{"expression":"18% of 2450"}""")
            .Calls("calculate", """{"expression":"3 + )"}""")
            .Calls("convert_unit", """{"value":26.2,"from":"miles","to":"km"}""")
            .Calls("day_of_week", """{"date":"2026-12-25"}""")
            .Calls("add_note", """{"text":"Buy milk"}""")
            .Calls("list_notes")
            .Says("Done.");
        var agent = new Agent(model, new AgentOptions { Tools = _all });

        var run = await agent.RunAsync("Go.", "s1", TestContext.Current.CancellationToken);

        Assert.Equal(RunOutcome.Answered, run.Outcome);
        var results = run.Messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => r.Result?.ToString()!).ToList();
        Assert.Equal("441", results[0]);
        Assert.Contains("Expected a number or '(' at position 5, after '3 +'; found ')'.", results[1], StringComparison.Ordinal);
        Assert.Equal("42.164813 km", results[2]);
        Assert.StartsWith("2026-12-25 is a Friday", results[3], StringComparison.Ordinal);
        Assert.Equal(["Saved as note n1.", "n1: Buy milk"], results[4..]);
    }

    [Fact]
    public async Task Agent_SecondRunOfTheSession_FindsTheNotesOfTheFirst()
    {
        var model = new ScriptedChatClient()
            .Calls("add_note", """{"text":"Buy milk"}""").Says("Noted.")
            .Calls("find_notes", """{"query":"milk"}""").Says("Found.");
        var agent = new Agent(model, new AgentOptions { Tools = _all.Where(t => t.Name.EndsWith("note", StringComparison.Ordinal) || t.Name == "find_notes").ToList() });

        await agent.RunAsync("Remember milk.", "s1", TestContext.Current.CancellationToken);
        var run = await agent.RunAsync("What about milk?", "s1", TestContext.Current.CancellationToken);

        Assert.Contains(run.Messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>(), r => r.Result?.ToString() == "n1: Buy milk");
    }

    [Fact]
    public void Effects_OfEachTool_AreDeclared()
    {
        foreach (var tool in _all)
        {
            var expected = tool.Name is "add_note" or "delete_note" ? ToolEffect.Keyed : ToolEffect.Pure;

            Assert.Equal(expected, tool.UnderlyingMethod?.GetCustomAttribute<ToolEffectAttribute>()?.Effect);
        }
    }

    [Fact]
    public void Descriptions_OfToolsAndParameters_SayWhatForAndGiveAnExample()
    {
        foreach (var tool in _all)
        {
            Assert.InRange(tool.Description.Length, 40, 320);
            foreach (var parameter in tool.JsonSchema.GetProperty("properties").EnumerateObject())
                Assert.InRange(parameter.Value.GetProperty("description").GetString()!.Length, 15, 260);
        }
    }

    [Fact]
    public void Documentation_Units_AreThoseOfTheTable()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "built-in-tools.md"));

        foreach (var unit in UnitTable.All)
            Assert.Contains($"`{unit.Symbol}` {unit.Name}", page, StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AgentFlow.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
