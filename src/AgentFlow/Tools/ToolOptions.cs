namespace AgentFlow.Tools;

/// <summary>How an agent runs its tools.</summary>
public sealed class ToolOptions
{
    /// <summary>How many tools of one run may run at the same time. From 1.</summary>
    /// <value>4.</value>
    public int MaxParallelCalls { get; set; } = 4;

    /// <summary>How long one call may take. The tool's token is cancelled then; a tool that does not heed it is no longer waited for.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest result in characters; a longer one is cut, with a note to the model. From 100.</summary>
    /// <value>20,000.</value>
    public int MaxResultLength { get; set; } = 20_000;

    /// <summary>
    /// How often one run may make the same call with the same arguments. The next is refused with a message to the model; a refusal
    /// that does not help ends in a conclusion. From 1.
    /// </summary>
    /// <value>3.</value>
    public int MaxIdenticalCalls { get; set; } = 3;

    /// <summary>
    /// Whether near-misses in arguments are put right instead of refused: JSON with trailing commas or single quotes, <c>"5"</c> for an integer,
    /// an enum value in another case. What was changed is in the run's events; what can be read in two ways is refused all the same.
    /// </summary>
    /// <value>True.</value>
    public bool RepairArguments { get; set; } = true;

    /// <summary>
    /// How often the model may try again when the arguments of a tool are no JSON object or break its schema. If they are wrong still, it is
    /// told to give up on the tool, which is refused for the rest of the run. The calls of one answer count once, because the model
    /// has seen no error between them; a valid call starts the count anew. From 0.
    /// </summary>
    /// <value>2.</value>
    public int MaxRepairs { get; set; } = 2;

    /// <summary>How much of a tool's exception the model is told.</summary>
    /// <value><see cref="ToolErrorDetails.InputErrors"/>.</value>
    public ToolErrorDetails ErrorDetails { get; set; }

    /// <summary>For each way in which a call can go wrong, whether the model is told or the run fails.</summary>
    /// <value>The model is told, whatever it is.</value>
    public ToolErrorPolicy Errors { get; set; } = new();

    /// <summary>When what a run has done is undone by itself, by the undos that its tools declare (<see cref="Tool.WithUndo"/>).</summary>
    /// <value><see cref="CompensationTrigger.OnRequest"/>.</value>
    public CompensationTrigger Compensation { get; set; }

    /// <summary>Where tools find their services, through a parameter of type <see cref="IServiceProvider"/>.</summary>
    /// <value>Null.</value>
    public IServiceProvider? Services { get; set; }
}
