using System.Text.Json.Nodes;

namespace AgentFlow.JavaScript;

/// <summary>One call of a host function by a script. The arguments are copies: nothing that the script does later changes them.</summary>
public sealed class HostCall
{
    internal HostCall(int number, string function, IReadOnlyList<JsonNode?> arguments, object? state)
    {
        State = state;
        Number = number;
        Function = function;
        Arguments = arguments;
    }

    /// <summary>Counts the calls of a run from 1, in the order in which the script made them: the same in every repetition of the run.</summary>
    public int Number { get; }

    /// <summary>The name under which the function was added.</summary>
    public string Function { get; }

    /// <summary>The arguments as JSON; undefined is null.</summary>
    public IReadOnlyList<JsonNode?> Arguments { get; }

    /// <summary>What was given to <see cref="CompiledScript.RunAsync"/> for this run, so that one host can serve many; null where nothing was. The script cannot see it.</summary>
    public object? State { get; }

    /// <summary>The argument at a position, null where it is missing.</summary>
    /// <param name="index">From 0.</param>
    public JsonNode? this[int index] => index < Arguments.Count ? Arguments[index] : null;
}
