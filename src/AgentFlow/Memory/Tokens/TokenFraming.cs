namespace AgentFlow.Memory;

/// <summary>
/// What a request costs beside its texts. The defaults are those that OpenAI gives for its chat models; other providers are near enough for
/// a budget.
/// </summary>
public sealed class TokenFraming
{
    /// <summary>For each message, its role included.</summary>
    /// <value>4 tokens.</value>
    public int Message { get; set; } = 4;

    /// <summary>For the beginning of the answer, once.</summary>
    /// <value>3 tokens.</value>
    public int Request { get; set; } = 3;

    /// <summary>For each tool, beside its name, description and schema.</summary>
    /// <value>8 tokens.</value>
    public int Tool { get; set; } = 8;

    /// <summary>For each call or result, beside its name and JSON.</summary>
    /// <value>8 tokens.</value>
    public int Call { get; set; } = 8;

    /// <summary>For an image, whatever its size.</summary>
    /// <value>765 tokens: 1024 x 1024 pixels in high detail.</value>
    public int Image { get; set; } = 765;
}
