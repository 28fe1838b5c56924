using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.Tools;

namespace AgentFlow.Testing;

/// <summary>Calls of one tool that a test looks at. Every method expects something of them and gives them back.</summary>
public sealed class TrajectoryCalls
{
    private readonly Trajectory _way;
    private readonly string _what;

    internal TrajectoryCalls(Trajectory way, string what, IReadOnlyList<TrajectoryCall> calls)
    {
        _way = way;
        _what = what;
        Calls = calls;
    }

    /// <summary>The calls, in their order.</summary>
    public IReadOnlyList<TrajectoryCall> Calls { get; }

    /// <summary>Expects at least so many.</summary>
    /// <param name="count">How many.</param>
    public TrajectoryCalls AtLeast(int count) => Expect(Calls.Count >= count, $"{_what} must be called at least {Times(count)}, and was {Times(Calls.Count)}.");

    /// <summary>Expects at most so many.</summary>
    /// <param name="count">How many.</param>
    public TrajectoryCalls AtMost(int count) => Expect(Calls.Count <= count, $"{_what} must be called at most {Times(count)}, and was {Times(Calls.Count)}.");

    /// <summary>Expects exactly so many.</summary>
    /// <param name="count">How many.</param>
    public TrajectoryCalls Exactly(int count) => Expect(Calls.Count == count, $"{_what} must be called {Times(count)}, and was {Times(Calls.Count)}.");

    /// <summary>Picks the calls whose arguments have a value, and expects that there are some.</summary>
    /// <param name="argument">The argument's name; within objects a path such as <c>address.city</c>.</param>
    /// <param name="value">The value; compared as JSON, so 5 and 5.0 are equal and "5" is not.</param>
    public TrajectoryCalls With(string argument, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(argument);
        var expected = JsonSerializer.SerializeToNode(value, Microsoft.Extensions.AI.AIJsonUtilities.DefaultOptions.GetTypeInfo(value?.GetType() ?? typeof(object)));
        return new TrajectoryCalls(_way, $"{_what} with {argument}={expected?.ToJsonString() ?? "null"}", [.. Calls.Where(c => Has(c.Arguments, argument.Split('.'), expected))]).AtLeast(1);
    }

    /// <summary>Expects that all of them came before the first call of another tool; that one must have been called.</summary>
    /// <param name="tool">The other tool.</param>
    public TrajectoryCalls Before(string tool)
    {
        var other = _way.Called(tool).Calls[0].Number;
        return Expect(Calls.All(c => c.Number < other), $"{_what} must be called before '{tool}'.");
    }

    /// <summary>Expects that all of them came after the last call of another tool; that one must have been called.</summary>
    /// <param name="tool">The other tool.</param>
    public TrajectoryCalls After(string tool)
    {
        var other = _way.Called(tool).Calls[^1].Number;
        return Expect(Calls.All(c => c.Number > other), $"{_what} must be called after '{tool}'.");
    }

    /// <summary>Expects that all of them ended so.</summary>
    /// <param name="outcome">How.</param>
    public TrajectoryCalls Ended(ToolOutcome outcome) => Expect(Calls.All(c => c.Outcome == outcome), $"{_what} must end with {outcome}.");

    private TrajectoryCalls Expect(bool holds, string expectation)
    {
        _way.Expect(holds, expectation);
        return this;
    }

    private static bool Has(JsonElement arguments, ReadOnlySpan<string> path, JsonNode? expected)
    {
        foreach (var name in path)
        {
            if (arguments.ValueKind != JsonValueKind.Object || !arguments.TryGetProperty(name, out arguments))
                return false;
        }
        return JsonNode.DeepEquals(JsonNode.Parse(arguments.GetRawText()), expected);
    }

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";
}
