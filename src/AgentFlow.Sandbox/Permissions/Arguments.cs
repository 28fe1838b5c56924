using System.Text.Json.Nodes;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>Reads what a script passed to a function of a capability.</summary>
internal static class Arguments
{
    /// <summary>A text, or an error that the script gets.</summary>
    public static string Text(HostCall call, int index, string what) =>
        call[index] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw new ScriptHostException($"Argument {index + 1} of {call.Function} must be {what}, as a text.");

    /// <summary>A text, or null where nothing was passed.</summary>
    public static string? OptionalText(HostCall call, int index, string what) => call[index] is null ? null : Text(call, index, what);
}
