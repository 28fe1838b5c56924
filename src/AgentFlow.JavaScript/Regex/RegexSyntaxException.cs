namespace AgentFlow.JavaScript.Regex;

/// <summary>Thrown where a pattern or its flags are not well formed; <see cref="Position"/> is an offset into the pattern.</summary>
internal sealed class RegexSyntaxException(string message, int position) : Exception(message)
{
    public int Position { get; } = position;
}
