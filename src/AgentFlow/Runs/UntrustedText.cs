using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Runs;

/// <summary>The mark of a tool's result that nobody vouches for. It stands in the message, so that the session remembers it beyond the run.</summary>
internal static class UntrustedText
{
    private const string Key = "agentflow.untrusted";

    public static void Mark(FunctionResultContent result) => (result.AdditionalProperties ??= [])[Key] = true;

    /// <summary>Whether any of the messages has such a result: then what was said after it may come from there.</summary>
    public static bool IsIn(IEnumerable<ChatMessage> messages) => messages.Any(m => m.Contents.Any(c => c is FunctionResultContent result && IsMarked(result)));

    public static bool IsMarked(FunctionResultContent result) =>
        result.AdditionalProperties?.TryGetValue(Key, out var value) == true && value is true or JsonElement { ValueKind: JsonValueKind.True };
}
