using System.Text.Json;
using AgentFlow.Output;
using AgentFlow.Output.Json;

namespace AgentFlow.Agents.Planning;

/// <summary>An answer of a type that must also make sense: what the schema cannot say is said by a function.</summary>
internal sealed class CheckedOutput<T>(JsonOutputParser<T> parser, Func<T, IReadOnlyList<string>> findProblems) : IOutputCheck
{
    public JsonElement Schema => parser.Schema;

    public IReadOnlyList<string> FindErrors(string text)
    {
        var errors = ((IOutputCheck)parser).FindErrors(text);
        return errors.Count > 0 ? errors : findProblems(parser.Parse(text));
    }

    public T Read(string text) => parser.Parse(text);
}
