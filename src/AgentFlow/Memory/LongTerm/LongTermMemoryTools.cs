using System.ComponentModel;
using System.Globalization;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Tools with which a model can remember things about a user from one session to the next. Whose memory it is follows from the call, never from what the
/// model writes: one user sees nothing of another's, and one namespace nothing of another's.
/// </summary>
public static class LongTermMemoryTools
{
    /// <summary>The tools <c>remember</c>, <c>recall</c> and <c>forget</c>.</summary>
    /// <param name="store">Where memories are kept; with a SQLite journal its <c>KeyValues</c>.</param>
    /// <param name="userOf">
    /// The user on whose behalf a call is made, looked up by its session or run, or the one user of the program. Null for a user who is not known, of whom
    /// nothing is remembered: the model is told so.
    /// </param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public static IReadOnlyList<AIFunction> Create(IKeyValueStore store, Func<ToolContext, string?> userOf, LongTermMemoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(userOf);
        options ??= new LongTermMemoryOptions();
        options.ThrowIfInvalid();
        var tools = new Tools(store, userOf, options);
        return
        [
            Tool.Create(tools.RememberAsync, "remember"),
            Tool.Create(tools.RecallAsync, "recall"),
            Tool.Create(tools.ForgetAsync, "forget"),
        ];
    }

    private sealed class Tools(IKeyValueStore store, Func<ToolContext, string?> userOf, LongTermMemoryOptions options)
    {
        [ToolEffect(ToolEffect.Keyed)]
        [Description("Remember something about the user for later conversations: a fact, a preference, a decision. Gives its id. Example: text 'Is allergic to peanuts'.")]
        public async Task<string> RememberAsync(
            [Description("One statement that can be understood by itself.")] string text,
            ToolContext context,
            CancellationToken cancellationToken) =>
            $"Remembered as {(await Of(context).RememberAsync(text ?? string.Empty, context, cancellationToken).ConfigureAwait(false)).Id}.";

        [ToolEffect(ToolEffect.Pure)]
        [Description("Recall what is remembered about the user from earlier conversations, each with its id and date. Example: query 'food allergies'; leave it empty for the newest.")]
        public async Task<string> RecallAsync(
            ToolContext context,
            [Description("What to look for, in a few words.")] string query = "",
            CancellationToken cancellationToken = default)
        {
            var found = await Of(context).RecallAsync(query ?? string.Empty, cancellationToken).ConfigureAwait(false);
            return found.Count > 0 ? string.Join('\n', found.Select(Line))
                : string.IsNullOrWhiteSpace(query) ? "Nothing is remembered of this user yet."
                : "Nothing that is remembered has to do with that. An empty query gives the newest memories.";
        }

        [ToolEffect(ToolEffect.Keyed)]
        [Description("Forget something that was remembered, for good, by its id, when it is no longer true or the user asks for it. Example: id '3k9x0a7mzq'.")]
        public async Task<string> ForgetAsync(
            [Description("The id as recall shows it.")] string id,
            ToolContext context,
            CancellationToken cancellationToken) =>
            await Of(context).ForgetAsync((id ?? string.Empty).Trim(), cancellationToken).ConfigureAwait(false) is { } item
                ? $"Forgotten: {item.Text}"
                : $"There is no memory '{(id?.Length > 40 ? id[..40] + "..." : id)}', or no longer. Find the id with recall.";

        private static string Line(LongTermMemoryItem item) =>
            string.Create(CultureInfo.InvariantCulture, $"{item.Id} ({item.At:yyyy-MM-dd}): {item.Text.ReplaceLineEndings(" ")}");

        private LongTermMemory Of(ToolContext context) => userOf(context) is { } user
            ? new LongTermMemory(store, user, options)
            : throw new ToolException("It is not known who the user is, so nothing is remembered of them. Go on without.");
    }
}
