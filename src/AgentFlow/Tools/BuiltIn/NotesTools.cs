using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>Tools with which a model can keep notes for the length of a session. One session sees nothing of another's.</summary>
public static class NotesTools
{
    /// <summary>
    /// The tools <c>add_note</c>, <c>list_notes</c>, <c>find_notes</c> and <c>delete_note</c>. Make them once for a store: calls through the
    /// same tools take turns, so that no two notes get the same id.
    /// </summary>
    /// <param name="store">Where the notes are kept, under the session's id, or the run's where there is no session.</param>
    public static IReadOnlyList<AIFunction> Create(IKeyValueStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var tools = new Tools(new NoteBook(store));
        return
        [
            Tool.Create(tools.AddAsync, "add_note"),
            Tool.Create(tools.ListAsync, "list_notes"),
            Tool.Create(tools.FindAsync, "find_notes"),
            Tool.Create(tools.DeleteAsync, "delete_note"),
        ];
    }

    private sealed class Tools(NoteBook notes)
    {
        [ToolEffect(ToolEffect.Keyed)]
        [Description("Save a note: remember, write down or note something that the user wants kept. Gives the note's id. Example: text 'Buy milk on Friday'.")]
        public async Task<string> AddAsync(
            [Description("The text of the note, complete in itself.")] string text,
            ToolContext context,
            CancellationToken cancellationToken) =>
            $"Saved as note {(await notes.AddAsync(text, context, cancellationToken).ConfigureAwait(false)).Id}.";

        [ToolEffect(ToolEffect.Pure)]
        [Description("List all saved notes with their ids: show my notes, what did I ask you to remember.")]
        public async Task<string> ListAsync(ToolContext context, CancellationToken cancellationToken)
        {
            var all = await notes.ListAsync(context, cancellationToken).ConfigureAwait(false);
            return all.Count == 0 ? "There are no notes." : Lines(all);
        }

        [ToolEffect(ToolEffect.Pure)]
        [Description("Search the saved notes for words: find the note about something. Gives each note that has all the words, with its id. Example: query 'milk'.")]
        public async Task<string> FindAsync(
            [Description("The words to look for, such as 'milk'; upper and lower case are the same.")] string query,
            ToolContext context,
            CancellationToken cancellationToken)
        {
            var words = (query ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                throw new ToolException("The query is empty. Give a word to look for, or call list_notes for all notes.");
            var all = await notes.ListAsync(context, cancellationToken).ConfigureAwait(false);
            var found = all.Where(n => words.All(w => n.Text!.Contains(w, StringComparison.OrdinalIgnoreCase))).ToList();
            return found.Count > 0 ? Lines(found) : $"No note has '{string.Join(' ', words)}'. There are {all.Count} notes; list_notes shows them.";
        }

        [ToolEffect(ToolEffect.Keyed)]
        [Description("Delete a saved note by its id, for good. Example: id 'n2'.")]
        public async Task<string> DeleteAsync(
            [Description("The id of the note as list_notes shows it, such as 'n2'.")] string id,
            ToolContext context,
            CancellationToken cancellationToken) =>
            $"Deleted note {(await notes.DeleteAsync(id, context, cancellationToken).ConfigureAwait(false)).Id}.";

        private static string Lines(IEnumerable<Note> notes) => string.Join('\n', notes.Select(n => $"{n.Id}: {n.Text}"));
    }
}
