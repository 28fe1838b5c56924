using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.Prompts;

namespace AgentFlow.Tests.Prompts;

public sealed class MustacheTests
{
    [Theory]
    [InlineData("{{a}} & {{{b}}} {{&b}}", "<x> & {{a}} {{a}}")]
    [InlineData("{{#list}}{{.}},{{/list}}", "1,2,")]
    [InlineData("{{#people}}{{name}} of {{a}}; {{/people}}", "Ada of <x>; Bob of <x>; ")]
    [InlineData("{{person.name}} {{#person}}{{name}}{{/person}}", "Eve Eve")]
    [InlineData("{{#empty}}no{{/empty}}{{^empty}}yes{{/empty}}", "yes")]
    [InlineData("{{#missing}}no{{/missing}}{{^missing}}yes{{/missing}}", "yes")]
    [InlineData("{{#json.items}}[{{id}}]{{/json.items}} {{json.flag}} {{json.number}}", "[1][2] True 1.50")]
    [InlineData("{{#node}}{{x}}{{/node}}", "y")]
    [InlineData("a\n{{! gone }}\n{{#list}}\n- {{.}}\n{{/list}}\nb", "a\n- 1\n- 2\nb")]
    public void Format_Values_AreFoundAndNeverReadAsTemplate(string template, string expected)
    {
        var prompt = PromptTemplate.Parse(template, PromptFormat.Mustache);

        var text = prompt.Format(
            ("a", "<x>"),
            ("b", "{{a}}"),
            ("list", new[] { 1, 2 }),
            ("people", new[] { new Dictionary<string, string> { ["name"] = "Ada" }, new Dictionary<string, string> { ["name"] = "Bob" } }),
            ("person", new Dictionary<string, object?> { ["name"] = "Eve" }),
            ("empty", ""),
            ("json", JsonElement.Parse("""{"items":[{"id":1},{"id":2}],"flag":true,"number":1.50}""")),
            ("node", new JsonObject { ["x"] = "y" }));

        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData("a {{b", 1, 3, "no '}}'")]
    [InlineData("a {{{b}}", 1, 3, "no '}}}'")]
    [InlineData("{{#a}}\n{{/b}}", 2, 1, "'b' is closed here, but 'a' is open")]
    [InlineData("x\n {{#a}}", 2, 2, "'a' is not closed")]
    [InlineData("{{/a}}", 1, 1, "no section is open")]
    [InlineData("{{}}", 1, 1, "'' is no name")]
    [InlineData("{{a b}}", 1, 1, "'a b' is no name")]
    [InlineData("{{a..b}}", 1, 1, "no path")]
    [InlineData("{{=<%=}}", 1, 1, "not two delimiters")]
    [InlineData("{{>none}}", 1, 1, "no partial 'none'")]
    public void Parse_BrokenTemplate_SaysWhere(string template, int line, int column, string problem)
    {
        var error = Assert.Throws<PromptSyntaxException>(() => PromptTemplate.Parse(template, PromptFormat.Mustache));

        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_BrokenPartial_NamesIt()
    {
        var options = new MustacheOptions { Partials = { ["p"] = "x {{#a}}" } };

        var error = Assert.Throws<PromptSyntaxException>(() => PromptTemplate.Parse("{{>p}}", options));

        Assert.Contains("in the partial 'p'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_MissingVariable_NamesItAndTheNearest()
    {
        var prompt = PromptTemplate.Parse("{{#items}}{{nmae}}{{/items}}", PromptFormat.Mustache);

        var error = Assert.Throws<MissingVariableException>(() => prompt.Format(("items", new[] { 1 }), ("name", "x")));

        Assert.Equal(("nmae", "name"), (error.Variable, error.Nearest));
    }

    [Fact]
    public void Format_MissingVariableThatMayBe_LeavesNothing()
    {
        var prompt = PromptTemplate.Parse("[{{a.b}}]", new MustacheOptions { AllowMissing = true });

        Assert.Equal("[]", prompt.Format());
        Assert.Equal("[]", prompt.Format(("a", new Dictionary<string, object?>())));
    }

    [Fact]
    public void Format_ObjectOfAClass_SaysWhatToGive()
    {
        var prompt = PromptTemplate.Parse("{{person.name}}", PromptFormat.Mustache);

        var error = Assert.Throws<PromptValueException>(() => prompt.Format(("person", new { name = "x" })));

        Assert.Contains("cannot be looked into", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_PartialWithoutEnd_IsAnError()
    {
        var prompt = PromptTemplate.Parse("{{>p}}", new MustacheOptions { Partials = { ["p"] = "{{>p}}" } });

        Assert.Throws<PromptValueException>(() => prompt.Format());
    }

    [Fact]
    public void InputVariables_Sections_CountButNotWhatIsInThem()
    {
        var prompt = PromptTemplate.Parse("{{a.b}} {{#c}}{{d}}{{/c}} {{>p}}", new MustacheOptions { Partials = { ["p"] = "{{e}}" } });

        Assert.Equal(["a", "c", "e"], prompt.InputVariables);
        Assert.Equal(["x"], prompt.FindUnused("a", "c", "d", "e", "x"));
    }

    [Fact]
    public void Add_OtherFormat_KeepsBoth()
    {
        var prompt = PromptTemplate.Parse("{a} ") + PromptTemplate.Parse("{{a}}{{b}}", PromptFormat.Mustache).Partial("b", () => "!");

        Assert.Equal("x x!", prompt.Format(("a", "x")));
    }

    [Fact]
    public void Format_TypedInput_TakesSectionsFromProperties()
    {
        var prompt = PromptTemplate.For<Basket>("{{owner}}:{{#items}} {{.}}{{/items}}{{#note}} ({{note}}){{/note}}", PromptFormat.Mustache);

        Assert.Equal("Ada: 1 2", prompt.Format(new Basket("Ada", [1, 2])));
        Assert.Throws<ArgumentException>(() => PromptTemplate.For<Basket>("{{ownr}}", PromptFormat.Mustache));
    }

    [Fact]
    public void Format_FunctionValue_IsNotReadAsTemplate()
    {
        var prompt = PromptTemplate.Parse("{{f}}", PromptFormat.Mustache);

        Assert.Equal("{{f}}", prompt.Format(("f", () => (object?)"{{f}}")));
    }

    private sealed record Basket(string Owner, IReadOnlyList<int> Items, string? Note = null);
}
