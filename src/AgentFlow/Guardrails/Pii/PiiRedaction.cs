using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentFlow.Agents.Middleware;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Guardrails.Pii;

/// <summary>
/// Keeps personal data from model, journal and session: requests and tool results have placeholders such as <c>[EMAIL_1]</c> in its place. What they stand for is kept in
/// a vault of its own, and is put back in what the user sees, and in the arguments of tools that are allowed it.
/// </summary>
/// <remarks>
/// The journal holds placeholders and nothing else, so that it can be kept and looked at when the vault's entry of a session, or of a run without one, has been deleted
/// (<see cref="ForgetAsync"/>). A run that is resumed elsewhere restores what its vault still has; what it has not stays a placeholder. Safe for use by many runs at once;
/// two processes must not work on one session at the same time.
/// </remarks>
public sealed class PiiRedaction : IDisposable
{
    /// <summary>Stands in placeholders of what only looks like one.</summary>
    internal const string Escape = "TEXT";

    private static readonly Regex Placeholder = new(@"\[[A-Z]+_[0-9]+\]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private readonly IKeyValueStore _vault;
    private readonly PiiFinder _finder;
    private readonly HashSet<string> _restoreInTools;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Makes a redaction.</summary>
    /// <param name="vault">Keeps what placeholders stand for. One that lives as long as the journal does; it may be another file, with other access.</param>
    /// <param name="options">What is redacted and where it is restored; copied. Null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are not valid; all problems are reported together.</exception>
    public PiiRedaction(IKeyValueStore vault, PiiOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vault);
        options ??= new PiiOptions();
        options.ThrowIfInvalid();
        _vault = vault;
        _restoreInTools = new HashSet<string>(options.RestoreInTools, StringComparer.Ordinal);
        // What only looks like a placeholder is hidden behind one, or a stranger's text could have the real one put in its place.
        _finder = new PiiFinder(options.Kinds, [(Escape, Placeholder), .. options.Patterns.Select(p => (p.Key, p.Value))]);
    }

    /// <summary>The vault's scope for a run: that of its session, so that a later run of it restores what an earlier one redacted.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="sessionId">Its session, if it belongs to one.</param>
    public static string ScopeOf(string runId, string? sessionId) => sessionId is null ? $"pii/run/{runId}" : $"pii/session/{sessionId}";

    /// <summary>A text with placeholders in place of personal data. Equal data has equal placeholders within a scope.</summary>
    /// <param name="scope">Whose placeholders.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The text, and the kinds of what was redacted with their numbers, such as <c>2 EMAIL</c>; empty when nothing was.</returns>
    public async ValueTask<(string Text, string Summary)> RedactAsync(string scope, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var spans = _finder.Find(text);
        if (spans.Count == 0)
            return (text, string.Empty);
        var redacted = new StringBuilder(text.Length);
        var at = 0;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var known = await LoadAsync(scope, cancellationToken).ConfigureAwait(false);
            var placeholders = known.ToDictionary(k => (KindOf(k.Key), k.Value), k => k.Key);
            foreach (var span in spans)
            {
                var value = text[span.Start..span.End];
                if (!placeholders.TryGetValue((span.Kind, value), out var placeholder))
                {
                    placeholder = $"[{span.Kind}_{placeholders.Keys.Count(k => k.Item1 == span.Kind) + 1}]";
                    // In the vault before it is anywhere else: a placeholder that nobody can resolve is worse than one that nobody uses.
                    await _vault.SetAsync(scope, placeholder, value, cancellationToken).ConfigureAwait(false);
                    placeholders[(span.Kind, value)] = placeholder;
                }
                redacted.Append(text, at, span.Start - at).Append(placeholder);
                at = span.End;
            }
        }
        finally
        {
            _turn.Release();
        }
        redacted.Append(text, at, text.Length - at);
        return (redacted.ToString(), string.Join(", ", spans.Where(s => s.Kind != Escape).CountBy(s => s.Kind).Select(k => $"{k.Value} {k.Key}")));
    }

    /// <summary>A text with the data in place of its placeholders; those that the vault does not have stay.</summary>
    /// <param name="scope">Whose placeholders.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<string> RestoreAsync(string scope, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Placeholder.IsMatch(text))
            return text;
        var known = await LoadAsync(scope, cancellationToken).ConfigureAwait(false);
        return Placeholder.Replace(text, m => known.GetValueOrDefault(m.Value, m.Value));
    }

    /// <summary>Deletes what the placeholders of a scope stand for. Journal and session are anonymous from then on.</summary>
    /// <param name="scope">See <see cref="ScopeOf"/>.</param>
    /// <param name="cancellationToken">Gives up; what is deleted stays so.</param>
    public async ValueTask ForgetAsync(string scope, CancellationToken cancellationToken = default)
    {
        foreach (var placeholder in (await LoadAsync(scope, cancellationToken).ConfigureAwait(false)).Keys)
            await _vault.SetAsync(scope, placeholder, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The middleware that does it. Put it outermost, so that no other sees the data.</summary>
    public AgentMiddleware AsMiddleware() => new()
    {
        Name = "pii",
        OnInput = OnInputAsync,
        AfterTool = AfterToolAsync,
        Reveal = (text, token) => text.Tool is null || _restoreInTools.Contains(text.Tool)
            ? RestoreAsync(ScopeOf(text.RunId, text.SessionId), text.Text, token)
            : ValueTask.FromResult(text.Text),
    };

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async ValueTask<Verdict<IReadOnlyList<ChatMessage>>> OnInputAsync(InputArguments input, CancellationToken cancellationToken)
    {
        var scope = ScopeOf(input.RunId, input.SessionId);
        var messages = new List<ChatMessage>(input.Messages.Count);
        var summaries = new List<string>();
        var isChanged = false;
        foreach (var message in input.Messages)
        {
            var copy = message.Clone();
            copy.Contents = [];
            foreach (var content in message.Contents)
            {
                if (content is not TextContent text)
                {
                    copy.Contents.Add(content);
                    continue;
                }
                var (redacted, summary) = await RedactAsync(scope, text.Text, cancellationToken).ConfigureAwait(false);
                copy.Contents.Add(redacted == text.Text ? text : new TextContent(redacted));
                isChanged |= redacted != text.Text;
                if (summary.Length > 0)
                    summaries.Add(summary);
            }
            messages.Add(copy);
        }
        return isChanged ? Verdict.Change<IReadOnlyList<ChatMessage>>(messages, Reason(string.Join(", ", summaries))) : Verdict.Pass;
    }

    private async ValueTask<Verdict<ToolCompleted>> AfterToolAsync(AfterToolArguments tool, CancellationToken cancellationToken)
    {
        var completed = tool.Completed;
        var scope = ScopeOf(tool.State.RunId, tool.State.Start.SessionId);
        var (result, summary) = await RedactAsync(scope, completed.Result, cancellationToken).ConfigureAwait(false);
        var (error, _) = await RedactAsync(scope, completed.Error ?? string.Empty, cancellationToken).ConfigureAwait(false);
        var uses = await RedactAsync(scope, completed.Uses, cancellationToken).ConfigureAwait(false);
        if (result == completed.Result && error == (completed.Error ?? string.Empty) && ReferenceEquals(uses, completed.Uses))
            return Verdict.Pass;
        var changed = completed with { Result = completed.ParentCallId is null ? result : StillJson(result), Error = completed.Error is null ? null : error, Uses = uses };
        return Verdict.Change(changed, Reason(summary));
    }

    /// <summary>What a tool used, such as an address with somebody's name in it, is journaled too.</summary>
    private async ValueTask<IReadOnlyList<ToolUse>?> RedactAsync(string scope, IReadOnlyList<ToolUse>? uses, CancellationToken cancellationToken)
    {
        if (uses is null)
            return null;
        var redacted = new List<ToolUse>(uses.Count);
        foreach (var use in uses)
        {
            redacted.Add(use with
            {
                What = (await RedactAsync(scope, use.What, cancellationToken).ConfigureAwait(false)).Text,
                Outcome = (await RedactAsync(scope, use.Outcome, cancellationToken).ConfigureAwait(false)).Text,
            });
        }
        return redacted.SequenceEqual(uses) ? uses : redacted;
    }

    /// <summary>What a tool gets of another is JSON; a number that became a placeholder makes a text of it.</summary>
    private static string StillJson(string result)
    {
        try
        {
            using var document = JsonDocument.Parse(result);
            return result;
        }
        catch (JsonException)
        {
            return JsonSerializer.Serialize(result, Judge.JudgeJsonContext.Default.String);
        }
    }

    private static string Reason(string summary) => summary.Length == 0 ? "What looked like a placeholder was replaced." : $"Personal data was replaced: {summary}.";

    private static string KindOf(string placeholder) => placeholder[1..placeholder.LastIndexOf('_')];

    private async ValueTask<Dictionary<string, string>> LoadAsync(string scope, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var (placeholder, value) in _vault.ListAsync(scope, cancellationToken).ConfigureAwait(false))
            known[placeholder] = value;
        return known;
    }
}
