using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using AgentFlow.Output;
using AgentFlow.Output.Json;
using AgentFlow.Runs;

namespace AgentFlow.Agents;

/// <summary>
/// Asks an agent for a value rather than a text. The schema of the value is part of the run's journal; an answer that does not match goes back to
/// the model with the errors, up to <see cref="RunLimits.MaxOutputRetries"/> times, as further turns of the same run.
/// </summary>
/// <remarks>The overloads without a parser find the schema by reflection and keep it.</remarks>
public static class AgentOutputExtensions
{
    private const string NeedsReflection = "Reads the type by reflection. Pass a parser made from a JsonTypeInfo of the source generator.";

    /// <summary>Answers a question with a value.</summary>
    /// <param name="agent">Who is asked.</param>
    /// <param name="text">What the user says.</param>
    /// <param name="sessionId">The conversation that it belongs to; null for none.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static Task<RunResult<T>> RunAsync<T>(this Agent agent, string text, string? sessionId = null, CancellationToken cancellationToken = default) =>
        agent.RunAsync(RunRequest.FromText(text, sessionId), JsonOutputs<T>.Parser, cancellationToken);

    /// <summary>Answers a request with a value.</summary>
    /// <param name="agent">Who is asked.</param>
    /// <param name="request">What is asked; its schema is replaced by that of the parser.</param>
    /// <param name="parser">Reads the answer.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    /// <exception cref="RunConflictException">There is a run with the request's id already; resume that one.</exception>
    public static async Task<RunResult<T>> RunAsync<T>(this Agent agent, RunRequest request, JsonOutputParser<T> parser, CancellationToken cancellationToken = default) =>
        new(await agent.RunCheckedAsync(WithSchema(request, parser), parser, cancellationToken).ConfigureAwait(false), parser);

    /// <summary>Continues a run that was asked for a value, as <see cref="Agent.ResumeAsync"/> does.</summary>
    /// <param name="agent">Whose run it is.</param>
    /// <param name="runId">The run.</param>
    /// <param name="decisions">What was decided about calls that wait.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static Task<RunResult<T>> ResumeAsync<T>(
        this Agent agent, string runId, IReadOnlyList<ToolDecision>? decisions = null, CancellationToken cancellationToken = default) =>
        agent.ResumeAsync(runId, JsonOutputs<T>.Parser, decisions, cancellationToken);

    /// <summary>Continues a run that was asked for a value, as <see cref="Agent.ResumeAsync"/> does.</summary>
    /// <param name="agent">Whose run it is.</param>
    /// <param name="runId">The run.</param>
    /// <param name="parser">Reads the answer. The run is held to the schema that it began with.</param>
    /// <param name="decisions">What was decided about calls that wait.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    public static async Task<RunResult<T>> ResumeAsync<T>(
        this Agent agent, string runId, JsonOutputParser<T> parser, IReadOnlyList<ToolDecision>? decisions = null, CancellationToken cancellationToken = default) =>
        new(await agent.ResumeCheckedAsync(runId, decisions, parser, cancellationToken).ConfigureAwait(false), parser);

    /// <summary>Answers a question with a value, and yields every event of the run with what it shows of the value.</summary>
    /// <param name="agent">Who is asked.</param>
    /// <param name="text">What the user says.</param>
    /// <param name="sessionId">The conversation that it belongs to; null for none.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    /// <exception cref="OutputParserException">After the last event: the run ended without a value.</exception>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static IAsyncEnumerable<RunUpdate<T>> StreamAsync<T>(this Agent agent, string text, string? sessionId = null, CancellationToken cancellationToken = default) =>
        agent.StreamAsync(RunRequest.FromText(text, sessionId), JsonOutputs<T>.Parser, cancellationToken);

    /// <summary>Answers a request with a value, and yields every event of the run with what it shows of the value.</summary>
    /// <param name="agent">Who is asked.</param>
    /// <param name="request">What is asked; its schema is replaced by that of the parser.</param>
    /// <param name="parser">Reads the answer.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    /// <exception cref="OutputParserException">After the last event: the run ended without a value.</exception>
    public static IAsyncEnumerable<RunUpdate<T>> StreamAsync<T>(this Agent agent, RunRequest request, JsonOutputParser<T> parser, CancellationToken cancellationToken = default) =>
        ReadAsync(agent.StreamCheckedAsync(WithSchema(request, parser), parser, cancellationToken), parser, cancellationToken);

    /// <summary>Continues a run that was asked for a value, and yields its further events with what they show of the value.</summary>
    /// <param name="agent">Whose run it is.</param>
    /// <param name="runId">The run.</param>
    /// <param name="parser">Reads the answer. The run is held to the schema that it began with.</param>
    /// <param name="decisions">What was decided about calls that wait.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    /// <exception cref="OutputParserException">After the last event: the run ended without a value.</exception>
    public static IAsyncEnumerable<RunUpdate<T>> StreamResumeAsync<T>(
        this Agent agent, string runId, JsonOutputParser<T> parser, IReadOnlyList<ToolDecision>? decisions = null, CancellationToken cancellationToken = default) =>
        ReadAsync(agent.StreamResumeCheckedAsync(runId, decisions, parser, cancellationToken), parser, cancellationToken);

    private static async IAsyncEnumerable<RunUpdate<T>> ReadAsync<T>(
        IAsyncEnumerable<RunEvent> events, JsonOutputParser<T> parser, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = parser.CreatePartialReader();
        await foreach (var e in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            switch (e)
            {
                case TextDelta delta when reader.Add(delta.Text):
                    yield return new RunUpdate<T> { Event = e, HasValue = true, Value = reader.Value };
                    break;
                case RunCompleted completed when TryParse(parser, completed.Text, out var value):
                    yield return new RunUpdate<T> { Event = e, HasValue = true, Value = value, IsFinal = true };
                    break;
                case RunCompleted completed:
                    yield return new RunUpdate<T> { Event = e, IsFinal = true };
                    parser.Parse(completed.Text); // Throws what is wrong with it, now that the consumer has the event.
                    break;
                default:
                    if (e is ModelResponded)
                        reader = parser.CreatePartialReader();
                    yield return new RunUpdate<T> { Event = e };
                    break;
            }
        }
    }

    private static bool TryParse<T>(JsonOutputParser<T> parser, string text, out T? value)
    {
        value = default;
        try
        {
            value = parser.Parse(text);
            return true;
        }
        catch (OutputParserException)
        {
            return false; // The caller parses once more where the exception may be thrown.
        }
    }

    private static RunRequest WithSchema<T>(RunRequest request, JsonOutputParser<T> parser)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(parser);
        return new RunRequest
        {
            Messages = request.Messages,
            SessionId = request.SessionId,
            User = request.User,
            Tenant = request.Tenant,
            RunId = request.RunId,
            OutputSchema = parser.Schema,
            ParentRunId = request.ParentRunId,
        };
    }
}
