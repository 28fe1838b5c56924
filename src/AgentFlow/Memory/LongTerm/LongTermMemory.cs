using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentFlow.Tools;

namespace AgentFlow.Memory;

/// <summary>
/// What is remembered of one user beyond a session: short texts, each with its time and where it comes from. An instance sees one user and one
/// namespace and cannot be made to see another: no method takes either.
/// </summary>
/// <remarks>
/// The same text is the same memory however often it is remembered, in whichever process; that makes remembering safe to repeat. Users and namespaces are
/// compared character by character, so that 'Anna' and 'anna' are two. Safe for use by many tasks at once.
/// </remarks>
public sealed class LongTermMemory
{
    /// <summary>How long the text of a memory may be, in characters.</summary>
    public const int MaxTextLength = 4000;

    /// <summary>How long the name of a user or of a namespace may be, in characters.</summary>
    public const int MaxNameLength = 200;

    private readonly IKeyValueStore _store;
    private readonly LongTermMemoryOptions _options;
    private readonly string _scope;
    private readonly LongTermVectors? _vectors;

    /// <summary>The memory of one user.</summary>
    /// <param name="store">Where it is kept; with a SQLite journal its <c>KeyValues</c>.</param>
    /// <param name="user">The user, as your program knows that it is: from a login, never from a model or a message. Any text of 1 to 200 characters.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The user or an option is out of range. All problems are reported together.</exception>
    public LongTermMemory(IKeyValueStore store, string user, LongTermMemoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(user);
        _store = store;
        _options = options ?? new LongTermMemoryOptions();
        _options.ThrowIfInvalid(user);
        _scope = $"user/{Uri.EscapeDataString(user)}/{Uri.EscapeDataString(_options.Namespace)}/";
        _vectors = _options.Generator is { } generator ? new LongTermVectors(generator, store, VectorScope) : null;
    }

    private string TextScope => _scope + "memories";

    private string VectorScope => _scope + "vectors";

    /// <summary>Remembers a text. One that is remembered already stays as it is.</summary>
    /// <param name="text">A statement that can be understood by itself, at most <see cref="MaxTextLength"/> characters; white space around it is taken away.</param>
    /// <param name="source">The call that it comes from; null when it does not come from one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ToolException">The text is empty or too long, or there are as many memories as the options allow.</exception>
    public async ValueTask<LongTermMemoryItem> RememberAsync(string text, ToolContext? source = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = text.Trim();
        if (kept.Length == 0)
            throw new ToolException("The text to remember is empty. Say what to remember.");
        if (kept.Length > MaxTextLength)
            throw new ToolException($"The text has {kept.Length} characters; at most {MaxTextLength} are remembered at once. Shorten it or split it.");
        var id = IdOf(kept);
        if (await FindAsync(id, cancellationToken).ConfigureAwait(false) is { } known)
            return known;
        if ((await AllAsync(cancellationToken).ConfigureAwait(false)).Count >= _options.MaxMemories)
            throw new ToolException($"There are {_options.MaxMemories} memories already. Forget some that are no longer needed first.");
        var item = new LongTermMemoryItem { Id = id, Text = kept, At = _options.Time.GetUtcNow(), RunId = source?.RunId, SessionId = source?.SessionId, CallId = source?.CallId };
        await _store.SetAsync(TextScope, id, JsonSerializer.Serialize(item, MemoryJsonContext.Default.LongTermMemoryItem), cancellationToken).ConfigureAwait(false);
        return item;
    }

    /// <summary>The memories that have to do with a question, the best first: those that share words with it, rare words counting more, and with a generator
    /// those that are alike.</summary>
    /// <param name="question">What to look for; empty for the newest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>At most <see cref="LongTermMemoryOptions.MaxRecalled"/>.</returns>
    public async ValueTask<IReadOnlyList<LongTermMemoryItem>> RecallAsync(string question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var all = await AllAsync(cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(question) || all.Count == 0)
            return [.. all.Take(_options.MaxRecalled)];
        var scores = WordScore.Of(question, all);
        if (_vectors is not null)
        {
            var alike = await _vectors.CompareAsync(question, all, cancellationToken).ConfigureAwait(false);
            scores = [.. scores.Zip(alike, (words, similarity) => words + (similarity >= _options.MinSimilarity ? similarity : 0))];
        }
        return [.. all.Zip(scores).Where(p => p.Second > 0).OrderByDescending(p => p.Second).Take(_options.MaxRecalled).Select(p => p.First)];
    }

    /// <summary>Forgets one memory for good.</summary>
    /// <param name="id">Its <see cref="LongTermMemoryItem.Id"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was forgotten; null when this user has no such memory here.</returns>
    public async ValueTask<LongTermMemoryItem?> ForgetAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (await FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } item)
            return null;
        await _store.SetAsync(TextScope, item.Id, null, cancellationToken).ConfigureAwait(false);
        await _store.SetAsync(VectorScope, item.Id, null, cancellationToken).ConfigureAwait(false);
        return item;
    }

    /// <summary>Forgets what is no longer to be kept: everything, what is from a session that is deleted, what is older than a year.</summary>
    /// <param name="which">True for what is forgotten.</param>
    /// <param name="cancellationToken">Gives up; some may then have been forgotten.</param>
    /// <returns>How many were forgotten.</returns>
    public async ValueTask<int> ForgetAsync(Func<LongTermMemoryItem, bool> which, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(which);
        var forgotten = 0;
        foreach (var item in (await AllAsync(cancellationToken).ConfigureAwait(false)).Where(which))
            forgotten += await ForgetAsync(item.Id, cancellationToken).ConfigureAwait(false) is null ? 0 : 1;
        return forgotten;
    }

    /// <summary>All memories, the newest first.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<LongTermMemoryItem> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var item in await AllAsync(cancellationToken).ConfigureAwait(false))
            yield return item;
    }

    /// <summary>The newest first; of the same moment, in an order that does not change.</summary>
    private async ValueTask<List<LongTermMemoryItem>> AllAsync(CancellationToken cancellationToken)
    {
        List<LongTermMemoryItem> items = [];
        await foreach (var (_, json) in _store.ListAsync(TextScope, cancellationToken).ConfigureAwait(false))
            items.Add(JsonSerializer.Deserialize(json, MemoryJsonContext.Default.LongTermMemoryItem)!);
        return [.. items.OrderByDescending(i => i.At).ThenBy(i => i.Id, StringComparer.Ordinal)];
    }

    private async ValueTask<LongTermMemoryItem?> FindAsync(string id, CancellationToken cancellationToken) =>
        await _store.GetAsync(TextScope, id, cancellationToken).ConfigureAwait(false) is { } json ? JsonSerializer.Deserialize(json, MemoryJsonContext.Default.LongTermMemoryItem) : null;

    /// <summary>50 bits of the text's SHA-256 hash: short enough for a model to repeat, long enough that no two of a user's memories are likely to share one.</summary>
    private static string IdOf(string text)
    {
        const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return string.Create(10, hash, static (id, hash) =>
        {
            for (var i = 0; i < id.Length; i++)
                id[i] = Digits[hash[i] % Digits.Length];
        });
    }
}
