using AgentFlow.Agents.Planning;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents.Planning;

public sealed class PlanTemplateTests
{
    private static readonly Plan Trip = new()
    {
        Goal = "A week in Lisbon",
        Steps = [new PlanStep { Id = "a", Task = "Flights to Lisbon in May", DoneWhen = "There is a price." }, new PlanStep { Id = "end", Task = "Hotels \"near\" Lisbon", DependsOn = ["a"] }],
    };

    [Fact]
    public async Task Fill_TemplateOfAFinishedPlan_RunsAgainWithoutThePlanner()
    {
        var template = PlanTemplate.FromJson(PlanTemplate.From("trip", Trip, ("city", "Lisbon"), ("month", "May")).ToJson());
        var model = new PlanModel();

        var result = await model.Agent().RunAsync(new PlanRequest { Goal = "Rome", Plan = template.Fill(("city", "{{month}}"), ("month", "June")) }, Token);

        Assert.Equal(["city", "month"], template.Parameters);
        Assert.Equal(["Flights to {{month}} in June", "Hotels \"near\" {{month}}"], model.Tasks);
        Assert.Equal(["a Done", "end Done"], result.Phases());
    }

    [Fact]
    public void Fill_MissingAndUnknownValues_AreReportedTogether()
    {
        var template = PlanTemplate.From("trip", Trip, ("city", "Lisbon"));

        var error = Assert.Throws<ArgumentException>(() => template.Fill(("town", "Rome")));

        Assert.Contains("Parameter 'city' has no value. There is no parameter 'town'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_ValueThatIsNowhere_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => PlanTemplate.From("trip", Trip, ("city", "Rome")));

        Assert.Contains("'Rome' of 'city' appears nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToMermaid_Plan_DrawsStepsAndDependencies()
    {
        var text = Trip.ToMermaid();

        Assert.Equal("flowchart TD\n  s1[\"a: Flights to Lisbon in May\"]\n  s2[\"end: Hotels #34;near#34; Lisbon\"]\n  s1 --> s2\n", text);
    }
}
