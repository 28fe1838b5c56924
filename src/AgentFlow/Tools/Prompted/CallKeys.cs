namespace AgentFlow.Tools.Prompted;

/// <summary>How models spell the keys of a call.</summary>
internal static class CallKeys
{
    public static readonly string[] Names = ["name", "tool", "tool_name", "toolName", "function", "function_name", "action", "recipient_name"];

    public static readonly string[] Arguments = ["arguments", "parameters", "params", "args", "input", "tool_input", "action_input", "toolInput", "tool_args", "kwargs"];

    public static readonly string[] Wrappers = ["tool_calls", "tool_call", "function_call", "function_calls", "tool_uses"];

    /// <summary>Keys that stand beside the name and the arguments and mean neither.</summary>
    public static readonly string[] Others = ["id", "call_id", "tool_call_id", "type", "index", "thought", "thoughts", "reason", "reasoning"];

    public static readonly string[] All = [.. Names, .. Arguments, .. Wrappers, .. Others];
}
