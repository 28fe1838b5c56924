using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentFlow.JavaScript;
using AgentFlow.Sandbox.Engine;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox;

/// <summary>The tool of <see cref="CodeMode"/>.</summary>
internal sealed class CodeModeFunction : AIFunction, ICallsTools
{
    private readonly CodeModeOptions _options;
    private readonly IReadOnlyList<ToolBinding> _tools;
    private readonly ToolCatalog? _catalog;
    private readonly CodeModeReport _report;

    public CodeModeFunction(IReadOnlyList<AIFunction> tools, CodeModeOptions options)
    {
        _options = options;
        var isSearched = tools.Count > options.MaxDeclaredTools;
        _tools = ToolBinding.Bind(tools, isSearched ? ToolCatalog.Names : []);
        _catalog = isSearched ? new ToolCatalog(_tools, options.Prompts) : null;
        _report = new CodeModeReport(options);
        Description = Describe();
        var parameter = JsonSerializer.Serialize(options.Prompts.Code.Format(), CodeModeJsonContext.Default.String);
        JsonSchema = JsonElement.Parse($$$"""{"type":"object","properties":{"code":{"type":"string","description":{{{parameter}}}}},"required":["code"]}""");
    }

    public IEnumerable<AIFunction> CalledTools => _tools.Select(t => t.Tool);

    public override string Name => _options.Name;

    public override string Description { get; }

    public override JsonElement JsonSchema { get; }

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var context = ToolContext.From(arguments)
            ?? throw new InvalidOperationException($"'{Name}' was called by something other than an agent. The calls of a script are journaled in the run of an agent; give it to one as a tool.");
        var code = arguments.GetValueOrDefault("code") switch
        {
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
            _ => throw new ToolException($"'{Name}' takes the script as the string 'code'."),
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var calls = new ScriptCalls(context, _options, stop);
        ScriptResult result;
        try
        {
            result = await _options.Engine.Prepare(code).RunAsync(CreateHost(context, calls), _options.Limits, null, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (calls.Stopped is { } reason && !cancellationToken.IsCancellationRequested)
        {
            throw reason;
        }
        // What the script has begun ends, whether it waits for it or not; the model is told of it.
        await calls.WhenEndedAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        return result.Error is null ? _report.Success(result, calls) : throw new ToolException(_report.Failure(result, calls));
    }

    /// <summary>What the script sees: the tools, a date that stands still, and random numbers that come again when it is run again.</summary>
    private ScriptHost CreateHost(ToolContext context, ScriptCalls calls)
    {
        var host = new ScriptHost
        {
            TimeProvider = new FrozenTime(TimeProvider.System, context.StartedAt),
            RandomSeed = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(context.IdempotencyKey))),
            ParallelCalls = _options.MaxParallelCalls,
            Idle = calls.BeIdle,
        };
        foreach (var tool in _tools)
            host.AddFunction("tools." + tool.Name, (call, _) => calls.CallAsync(tool, call));
        _catalog?.AddTo(host);
        return host;
    }

    private string Describe()
    {
        var rules = _options.Prompts.Rules.Format(("calls", _options.MaxCalls), ("parallel", _options.MaxParallelCalls));
        return _catalog is null
            ? _options.Prompts.Description.Format(("rules", rules), ("declarations", Indented(_tools.Select(t => t.Declaration))))
            : _options.Prompts.SearchableDescription.Format(("rules", rules), ("count", _tools.Count), ("names", string.Join(", ", _tools.Select(t => t.Name))));
    }

    private static string Indented(IEnumerable<string> declarations) => "  " + string.Join("\n", declarations).Replace("\n", "\n  ", StringComparison.Ordinal);
}
