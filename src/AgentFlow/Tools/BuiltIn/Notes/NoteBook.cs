using System.Globalization;
using System.Text.Json;

namespace AgentFlow.Tools;

/// <summary>The notes of every session in one store. Each change is one write, so that a crash leaves nothing half done.</summary>
internal sealed class NoteBook(IKeyValueStore store)
{
    private const int LongestText = 4000;
    private const int MostNotes = 1000;
    private const int Lanes = 16;

    /// <summary>Changes of one session take turns; few locks serve any number of sessions.</summary>
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1))];

    public async Task<Note> AddAsync(string? text, ToolContext context, CancellationToken cancellationToken)
    {
        var kept = text?.Trim() ?? string.Empty;
        if (kept.Length == 0)
            throw new ToolException("The text of the note is empty. Say what to write down.");
        if (kept.Length > LongestText)
            throw new ToolException($"The note has {kept.Length} characters; at most {LongestText} are kept. Shorten it or split it into several notes.");
        return await InTurnAsync(context, async scope =>
        {
            var all = await AllAsync(scope, cancellationToken).ConfigureAwait(false);
            if (all.Find(n => n.AddedBy == context.IdempotencyKey) is { } earlier)
                return earlier;
            if (all.Count(n => n.Text is not null) >= MostNotes)
                throw new ToolException($"There are {MostNotes} notes already. Delete some with delete_note first.");
            var note = new Note { Number = all.Count == 0 ? 1 : all[^1].Number + 1, Text = kept, AddedBy = context.IdempotencyKey };
            return await WriteAsync(scope, note, cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Note>> ListAsync(ToolContext context, CancellationToken cancellationToken) =>
        (await AllAsync(Scope(context), cancellationToken).ConfigureAwait(false)).FindAll(n => n.Text is not null);

    public Task<Note> DeleteAsync(string? id, ToolContext context, CancellationToken cancellationToken) => InTurnAsync(context, async scope =>
    {
        var all = await AllAsync(scope, cancellationToken).ConfigureAwait(false);
        var note = all.Find(n => n.Number == NumberOf(id));
        if (note?.Text is null)
            return note is not null && note.DeletedBy == context.IdempotencyKey ? note : throw NoSuchNote(id, all);
        return await WriteAsync(scope, note with { Text = null, DeletedBy = context.IdempotencyKey }, cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    private static string Scope(ToolContext context) => context.SessionId is { } session ? $"notes/session/{session}" : $"notes/run/{context.RunId}";

    /// <summary>Of 'n2', 'N2', '#2', 'note 2' or '2'.</summary>
    private static int? NumberOf(string? id)
    {
        var digits = (id ?? string.Empty).Trim().TrimStart("noteNOTE# ".ToCharArray());
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static ToolException NoSuchNote(string? id, List<Note> all)
    {
        const int Shown = 20;
        var ids = all.Where(n => n.Text is not null).Select(n => n.Id).ToList();
        var known = ids.Count == 0 ? "There are no notes." : $"Notes: {string.Join(", ", ids.Take(Shown))}{(ids.Count > Shown ? ", ..." : string.Empty)}.";
        return new($"There is no note '{(id?.Length > 40 ? id[..40] + "..." : id?.Trim())}'. {known}");
    }

    private async Task<Note> InTurnAsync(ToolContext context, Func<string, Task<Note>> change, CancellationToken cancellationToken)
    {
        var scope = Scope(context);
        var lane = _lanes[(uint)scope.GetHashCode(StringComparison.Ordinal) % Lanes];
        await lane.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await change(scope).ConfigureAwait(false);
        }
        finally
        {
            lane.Release();
        }
    }

    private async Task<List<Note>> AllAsync(string scope, CancellationToken cancellationToken)
    {
        var notes = new List<Note>();
        await foreach (var (_, json) in store.ListAsync(scope, cancellationToken).ConfigureAwait(false))
            notes.Add(JsonSerializer.Deserialize(json, NoteJsonContext.Default.Note)!);
        return notes;
    }

    private async Task<Note> WriteAsync(string scope, Note note, CancellationToken cancellationToken)
    {
        await store.SetAsync(scope, note.Key, JsonSerializer.Serialize(note, NoteJsonContext.Default.Note), cancellationToken).ConfigureAwait(false);
        return note;
    }
}
