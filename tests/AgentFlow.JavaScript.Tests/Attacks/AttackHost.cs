namespace AgentFlow.JavaScript.Tests.Attacks;

/// <summary>The host that the attack scripts attack, and how a run against it ended.</summary>
internal static class AttackHost
{
    public static ScriptHost Make() => new ScriptHost()
        .AddImmediateFunction("host", static call => call.Arguments.Count)
        .AddImmediateFunction("hostThrow", static _ => throw new InvalidOperationException("/etc/secret in SomeClass"))
        .AddImmediateFunction("hostArg", static _ => null);

    public static string Describe(ScriptOutcome outcome)
    {
        var text = outcome switch
        {
            ScriptCompleted completed => "OK " + completed.Value?.ToJsonString(),
            ScriptThrew threw => threw.Error.ToString(),
            ScriptInvalid invalid => invalid.Error.ToString(),
            ScriptLimitReached limit => limit.Error.Message,
            _ => outcome.GetType().Name,
        };
        return text.Length > 300 ? text[..300] + "…" : text;
    }
}
