namespace AssistantBot;

internal sealed class Settings
{
    public const string Usage = """
        Usage: AssistantBot [question] [--model provider/model] [--session id] [--db file]
        Without a question it chats. The default model is offline: no key, no network. Others: ollama/llama3.2, openai/gpt-4o-mini, ...
        """;

    public Dictionary<string, string> Options { get; } = new()
    {
        ["--model"] = Environment.GetEnvironmentVariable("AGENTFLOW_MODEL") ?? "offline",
        ["--session"] = "default",
        ["--db"] = "assistant.db",
    };

    public string Question { get; private set; } = "";

    /// <summary>Reads the command line; says what it does not understand.</summary>
    public string? Parse(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                Question = $"{Question} {args[i]}".Trim();
            else if (!Options.ContainsKey(args[i]) || i + 1 == args.Length)
                return Options.ContainsKey(args[i]) ? $"'{args[i]}' needs a value." : $"There is no option '{args[i]}'.";
            else
                Options[args[i]] = args[++i];
        }
        return null;
    }
}
