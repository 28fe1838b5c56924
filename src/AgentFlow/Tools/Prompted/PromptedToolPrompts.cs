namespace AgentFlow.Tools.Prompted;

/// <summary>
/// Every text that <see cref="PromptedToolCallingChatClient"/> sends to a model of its own accord. Each can be replaced; placeholders in braces are
/// filled in where the default has them. Calls are read in all the common shapes, whichever the texts ask for.
/// </summary>
public sealed record PromptedToolPrompts
{
    /// <summary>Follows the system prompt, and says how to call tools. Placeholder: <c>{tools}</c>, one <see cref="Tool"/> for each.</summary>
    public string Instructions { get; init; } = """
        You can call tools. To call one, write its name and its arguments as JSON between these tags, one pair of tags for each call:
        <tool_call>
        {"name": "the tool", "arguments": {"an argument": "its value"}}
        </tool_call>
        Then stop. The result comes in the next message between <tool_response> tags, which you never write yourself. When you need no tool, just answer.

        Tools:
        {tools}
        """;

    /// <summary>Describes one tool. Placeholders: <c>{name}</c>, <c>{description}</c>, <c>{schema}</c> (of its arguments, as JSON).</summary>
    public string Tool { get; init; } = "- {name}: {description}\n  Arguments, as JSON Schema: {schema}";

    /// <summary>Follows the instructions when the model must call some tool.</summary>
    public string MustCall { get; init; } = "Do not answer yet: call a tool now.";

    /// <summary>Follows the instructions when the model must call one tool in particular. Placeholder: <c>{name}</c>.</summary>
    public string MustCallTool { get; init; } = "Do not answer yet: call the tool '{name}' now.";

    /// <summary>A call that the model made earlier, as it reads it again. Placeholders: <c>{name}</c>, <c>{arguments}</c> (JSON, or what the model wrote instead).</summary>
    public string Call { get; init; } = "<tool_call>\n{\"name\": \"{name}\", \"arguments\": {arguments}}\n</tool_call>";

    /// <summary>The result of a call. Placeholders: <c>{name}</c>, <c>{result}</c>.</summary>
    public string Result { get; init; } = "<tool_response name=\"{name}\">\n{result}\n</tool_response>";
}
