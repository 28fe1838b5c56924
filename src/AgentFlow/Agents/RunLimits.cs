namespace AgentFlow.Agents;

/// <summary>
/// What one run may cost. A limit that is reached never throws: the model is asked, once and without tools, to conclude with what it has.
/// </summary>
public sealed class RunLimits
{
    /// <summary>How often the model may be called; the last call is the one that concludes. From 1.</summary>
    /// <value>20.</value>
    public int MaxIterations { get; set; } = 20;

    /// <summary>
    /// How often a model whose answer does not match the schema that was asked for may try again; each try counts against the other limits. From
    /// 0.
    /// </summary>
    /// <value>2.</value>
    public int MaxOutputRetries { get; set; } = 2;

    /// <summary>Tokens in and out, as the provider counts them, after which the run concludes; null for no limit.</summary>
    /// <value>Null.</value>
    public long? MaxTokens { get; set; }

    /// <summary>How many tool calls may run; null for no limit.</summary>
    /// <value>Null.</value>
    public int? MaxToolCalls { get; set; }

    /// <summary>
    /// The time that the run may work, waiting for people not counted; null for no limit. What is under way when it ends is cut off, and
    /// the conclusion has <see cref="WrapUpTime"/> more.
    /// </summary>
    /// <value>Null.</value>
    public TimeSpan? MaxDuration { get; set; }

    /// <summary>How long the concluding call may take once <see cref="MaxDuration"/> is over.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan WrapUpTime { get; set; } = TimeSpan.FromSeconds(30);
}
