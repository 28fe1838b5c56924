namespace AssistantBot;

/// <summary>What the command line says.</summary>
internal sealed record Settings(string Model, string Session, string Db, string? Question)
{
    public const string Usage = """
        Usage: AssistantBot [question] [--model provider/model] [--session id] [--db file]
          Without a question it chats.
          --model    offline (the default: no key, no network), ollama/llama3.2, openai/gpt-4o-mini, anthropic/claude-sonnet-4-5, ...
          --session  the conversation to continue (default: default)
          --db       the journal's file (default: assistant.db)
        """;

    public static bool TryParse(string[] args, out Settings settings, out string? problem)
    {
        settings = new(Environment.GetEnvironmentVariable("AGENTFLOW_MODEL") ?? "offline", "default", "assistant.db", null);
        problem = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--help" or "-h")
                return false;
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                settings = settings with { Question = settings.Question is null ? args[i] : $"{settings.Question} {args[i]}" };
                continue;
            }
            if (args[i] is not ("--model" or "--session" or "--db") || i + 1 == args.Length)
            {
                problem = i + 1 == args.Length && args[i] is "--model" or "--session" or "--db" ? $"'{args[i]}' needs a value." : $"There is no option '{args[i]}'.";
                return false;
            }
            settings = args[i] switch
            {
                "--model" => settings with { Model = args[++i] },
                "--session" => settings with { Session = args[++i] },
                _ => settings with { Db = args[++i] },
            };
        }
        return true;
    }
}
