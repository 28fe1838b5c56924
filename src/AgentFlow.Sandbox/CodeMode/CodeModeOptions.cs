using AgentFlow.JavaScript;
using AgentFlow.Sandbox.Engine;

namespace AgentFlow.Sandbox;

/// <summary>How scripts of a model run, and what it is told of them.</summary>
public sealed class CodeModeOptions
{
    /// <summary>The name of the tool.</summary>
    /// <value><c>run_code</c>.</value>
    public string Name { get; set; } = "run_code";

    /// <summary>What the machine may use for one script. Its time is computing time; calls of tools have times of their own.</summary>
    /// <value>The defaults of <see cref="ScriptLimits"/>.</value>
    public ScriptLimits Limits { get; set; } = new();

    /// <summary>How many calls of tools one script may make; further ones are rejected. From 1.</summary>
    /// <value>256.</value>
    public int MaxCalls { get; set; } = 256;

    /// <summary>How many calls of tools one script may have running at the same time; further ones wait their turn. From 1.</summary>
    /// <value>8.</value>
    public int MaxParallelCalls { get; set; } = 8;

    /// <summary>
    /// The longest returned value in characters of JSON; a longer one is cut, with a note to the model. From 100. The agent's own
    /// <see cref="Tools.ToolOptions.MaxResultLength"/> holds as well.
    /// </summary>
    /// <value>50,000.</value>
    public int MaxResultLength { get; set; } = 50_000;

    /// <summary>How many characters of console lines come back; what is beyond is left out, with a note to the model. From 0.</summary>
    /// <value>5,000.</value>
    public int MaxConsoleLength { get; set; } = 5_000;

    /// <summary>
    /// Up to how many tools are declared in the description. When there are more, the description has their names, and scripts find the declarations with
    /// <c>tools.search</c> and <c>tools.describe</c>. From 0.
    /// </summary>
    /// <value>40.</value>
    public int MaxDeclaredTools { get; set; } = 40;

    /// <summary>What the model is told.</summary>
    /// <value>The built-in texts.</value>
    public CodeModePrompts Prompts { get; set; } = new();

    /// <summary>What runs the scripts.</summary>
    /// <value>The machine of AgentFlow.JavaScript.</value>
    public IScriptEngine Engine { get; set; } = new ScriptEngine();

    /// <summary>These options, checked and copied.</summary>
    /// <exception cref="ArgumentException">Values are out of their range; the message names them all.</exception>
    internal CodeModeOptions Validated()
    {
        List<string> problems = [];
        Check(!string.IsNullOrWhiteSpace(Name), $"{nameof(Name)} is empty; give the tool a name.");
        Check(MaxCalls >= 1, $"{nameof(MaxCalls)} is {MaxCalls}; it must be at least 1.");
        Check(MaxParallelCalls >= 1, $"{nameof(MaxParallelCalls)} is {MaxParallelCalls}; it must be at least 1.");
        Check(MaxResultLength >= 100, $"{nameof(MaxResultLength)} is {MaxResultLength}; it must be at least 100.");
        Check(MaxConsoleLength >= 0, $"{nameof(MaxConsoleLength)} is {MaxConsoleLength}; it must not be negative.");
        Check(MaxDeclaredTools >= 0, $"{nameof(MaxDeclaredTools)} is {MaxDeclaredTools}; it must not be negative.");
        Check(Limits.FindProblem() is null, Limits.FindProblem() ?? "");
        problems.AddRange(Prompts.FindProblems());
        return problems.Count == 0 ? Copy() : throw new ArgumentException("The options of code mode are not valid. " + string.Join(" ", problems));

        void Check(bool holds, string problem)
        {
            if (!holds)
                problems.Add(problem);
        }
    }

    private CodeModeOptions Copy() => new()
    {
        Name = Name,
        Limits = new ScriptLimits
        {
            Fuel = Limits.Fuel,
            Memory = Limits.Memory,
            Time = Limits.Time,
            Output = Limits.Output,
            Source = Limits.Source,
            Frames = Limits.Frames,
            NativeDepth = Limits.NativeDepth,
        },
        MaxCalls = MaxCalls,
        MaxParallelCalls = MaxParallelCalls,
        MaxResultLength = MaxResultLength,
        MaxConsoleLength = MaxConsoleLength,
        MaxDeclaredTools = MaxDeclaredTools,
        Prompts = Prompts,
        Engine = Engine,
    };
}
