using System.Reflection;
using AgentFlow.Agents.Strategies;
using AgentFlow.Prompts;

namespace AgentFlow.Tests.Agents.Strategies;

public sealed class StrategyPromptsTests
{
    public static TheoryData<Type, string> Types => new()
    {
        { typeof(ReActPrompts), "react." },
        { typeof(ReWooPrompts), "rewoo." },
        { typeof(ReflectionPrompts), "reflection." },
        { typeof(SelfAskPrompts), "self-ask." },
        { typeof(TaskQueuePrompts), "task-queue." },
    };

    [Theory, MemberData(nameof(Types))]
    public void Prompts_OfALibrary_EveryPropertyHasANameOfItsOwnAndEveryNameAProperty(Type type, string prefix)
    {
        List<string> names = [.. PromptLibrary.BuiltIn.Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal))];
        var library = new PromptLibrary(names.Select(n => NamedPrompt.Create(n, PromptTemplate.Literal(n))));

        var prompts = Activator.CreateInstance(type, library);

        var texts = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => ((PromptTemplate)p.GetValue(prompts)!).Text);
        Assert.Equal(names.Order(), texts.Order());
    }

    [Theory, MemberData(nameof(Types))]
    public void Prompts_OfALibraryWithPlaceholderThatIsNotGiven_Throw(Type type, string prefix)
    {
        var name = PromptLibrary.BuiltIn.Names.First(n => n.StartsWith(prefix, StringComparison.Ordinal));
        var library = new PromptLibrary(NamedPrompt.Create(name, PromptTemplate.Parse("{nothing}")));

        var error = Assert.Throws<TargetInvocationException>(() => Activator.CreateInstance(type, library));

        Assert.Contains($"'{name}' uses '{{nothing}}'", error.InnerException!.Message, StringComparison.Ordinal);
    }
}
