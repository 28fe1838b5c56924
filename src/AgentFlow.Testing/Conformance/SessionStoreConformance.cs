using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing.Conformance;

/// <summary>What <see cref="ISessionStore"/> asks of every store.</summary>
public static class SessionStoreConformance
{
    /// <summary>The cases. Each needs a store that nobody has used yet.</summary>
    public static IReadOnlyList<ConformanceCase<ISessionStore>> Cases { get; } =
    [
        new("LoadAsync_UnknownSession_IsEmptyAtVersionZero", LoadUnknown),
        new("AppendAsync_EveryKindOfMessage_IsReadBackInFull", AppendEveryKind),
        new("AppendAsync_AgainAndAgain_KeepsTheOrder", AppendAgain),
        new("AppendAsync_HugeTexts_AreReadBackInFull", AppendHuge),
        new("AppendAsync_OtherVersion_ConflictsAndWritesNothing", AppendToOtherVersion),
        new("AppendAsync_SeveralWritersAtOneVersion_ExactlyOneWins", AppendInARace),
        new("LoadAsync_WhileAnotherAppends_GivesAPrefix", LoadWhileAppending),
        new("LoadAsync_ThenAppend_LeavesTheLoadedSession", LoadedSessionStays),
        new("ListAsync_Sessions_LastWrittenFirst", List),
        new("LoadTailAsync_PartsOfASession_EndWhereAskedAndReachFarEnough", LoadTails),
        new("LoadTailAsync_EarlierSystemMessages_ArePinned", LoadPinned),
        new("DeleteAsync_Session_IsGoneAndCanBeginAnew", Delete),
    ];

    internal static async Task ExpectTexts(ISessionStore store, string sessionId, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var session = await store.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false);
        Expect.Equal(sessionId, session.Id, "The id");
        Expect.Equal((long)texts.Count, session.Version, $"The version of session '{sessionId}'");
        Expect.Sequence(texts, [.. session.Messages.Select(m => m.Text)], $"The messages of session '{sessionId}'");
    }

    private static Task LoadUnknown(ISessionStore store, CancellationToken cancellationToken) => ExpectTexts(store, "nobody", [], cancellationToken);

    private static async Task AppendEveryKind(ISessionStore store, CancellationToken cancellationToken)
    {
        var version = await store.AppendAsync(new SessionAppend { SessionId = "s", ExpectedVersion = 0, Messages = Samples.Messages(), RunId = "run-1" }, cancellationToken).ConfigureAwait(false);

        Expect.Equal((long)Samples.Messages().Count, version, "The version that the append returned");
        var session = await store.LoadAsync("s", cancellationToken).ConfigureAwait(false);
        Expect.Equal(version, session.Version, "The version that was loaded");
        Expect.Sequence([.. Samples.Messages().Select(EventText.Of)], [.. session.Messages.Select(EventText.Of)], "The messages");
    }

    private static async Task AppendAgain(ISessionStore store, CancellationToken cancellationToken)
    {
        List<string> texts = [];
        for (var i = 0; i < 120; i++)
        {
            string[] added = [.. Enumerable.Range(0, i % 3).Select(k => $"{i}.{k} \U0001f680")];
            texts.AddRange(added);
            var version = await store.AppendAsync(Say("s", texts.Count - added.Length, added), cancellationToken).ConfigureAwait(false);
            Expect.Equal((long)texts.Count, version, $"The version after append {i}");
            if (i % 20 == 0)
                await ExpectTexts(store, "s", texts, cancellationToken).ConfigureAwait(false);
        }

        await ExpectTexts(store, "s", texts, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AppendHuge(ISessionStore store, CancellationToken cancellationToken)
    {
        var huge = new string('\u4f60', 1 << 20);
        await store.AppendAsync(Say("s", 0, huge, "small", huge), cancellationToken).ConfigureAwait(false);

        await ExpectTexts(store, "s", [huge, "small", huge], cancellationToken).ConfigureAwait(false);
    }

    private static async Task AppendToOtherVersion(ISessionStore store, CancellationToken cancellationToken)
    {
        await store.AppendAsync(Say("s", 0, "one", "two"), cancellationToken).ConfigureAwait(false);

        foreach (var version in new[] { 0L, 1L, 3L })
        {
            var conflict = await Expect.ThrowsAsync<SessionConflictException>(
                () => store.AppendAsync(Say("s", version, "lost"), cancellationToken).AsTask(), $"An append at version {version} to a session of version 2").ConfigureAwait(false);
            Expect.Equal(("s", version, 2L), (conflict.SessionId, conflict.ExpectedVersion, conflict.ActualVersion), "What the conflict says");
        }
        await Expect.ThrowsAsync<SessionConflictException>(() => store.AppendAsync(Say("t", 1, "lost"), cancellationToken).AsTask(), "An append at version 1 to an unknown session").ConfigureAwait(false);

        await ExpectTexts(store, "s", ["one", "two"], cancellationToken).ConfigureAwait(false);
        await ExpectTexts(store, "t", [], cancellationToken).ConfigureAwait(false);
    }

    private static async Task AppendInARace(ISessionStore store, CancellationToken cancellationToken)
    {
        const int Rounds = 50;
        for (var round = 0; round < Rounds; round++)
        {
            var version = round;
            var wins = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => TryAppend(version), cancellationToken))).ConfigureAwait(false);
            Expect.Equal(1, wins.Count(w => w), $"How many of three writers won version {version}");
        }

        await ExpectTexts(store, "s", [.. Enumerable.Range(0, Rounds).Select(i => $"round {i}")], cancellationToken).ConfigureAwait(false);

        async Task<bool> TryAppend(long version)
        {
            try
            {
                await store.AppendAsync(Say("s", version, $"round {version}"), cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (SessionConflictException)
            {
                return false;
            }
        }
    }

    private static async Task LoadWhileAppending(ISessionStore store, CancellationToken cancellationToken)
    {
        var appending = Task.Run(Append, cancellationToken);
        do
        {
            var session = await store.LoadAsync("s", cancellationToken).ConfigureAwait(false);
            Expect.Equal(session.Version, session.Messages.Count, "The number of messages beside the version");
            Expect.Sequence([.. Enumerable.Range(0, (int)session.Version).Select(i => $"{i}")], [.. session.Messages.Select(m => m.Text)], "A prefix");
        }
        while (!appending.IsCompleted);
        await appending.ConfigureAwait(false);

        await ExpectTexts(store, "s", [.. Enumerable.Range(0, 100).Select(i => $"{i}")], cancellationToken).ConfigureAwait(false);

        async Task Append()
        {
            for (var i = 0; i < 100; i += 2)
                await store.AppendAsync(Say("s", i, $"{i}", $"{i + 1}"), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task LoadedSessionStays(ISessionStore store, CancellationToken cancellationToken)
    {
        await store.AppendAsync(Say("s", 0, "one"), cancellationToken).ConfigureAwait(false);
        var before = await store.LoadAsync("s", cancellationToken).ConfigureAwait(false);

        // What the holder of the session adds to it is his alone until he appends it.
        var own = before.Messages.Add(new ChatMessage(ChatRole.User, "mine"));
        await store.AppendAsync(Say("s", 1, "two"), cancellationToken).ConfigureAwait(false);

        Expect.Sequence(["one"], [.. before.Messages.Select(m => m.Text)], "What was loaded before");
        Expect.Sequence(["one", "mine"], [.. own.Select(m => m.Text)], "What grew out of it");
        await ExpectTexts(store, "s", ["one", "two"], cancellationToken).ConfigureAwait(false);
    }

    private static async Task LoadTails(ISessionStore store, CancellationToken cancellationToken)
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"message {i}")];
        await store.AppendAsync(Say("s", 0, texts), cancellationToken).ConfigureAwait(false);

        foreach (var (before, from, wanted) in new[] { ((long?)null, (long?)null, 1), (null, null, 7), (150, null, 3), (null, 20, 1), (150, 149, 1), (0, null, 1), (null, 200, 0), (null, 201, 200), (999, null, 5) })
        {
            var end = Math.Min(before ?? 200, 200);
            var seen = 0;
            var tail = new SessionTail { Before = before, From = from, NeedsEarlier = _ => ++seen < wanted };
            var session = await store.LoadTailAsync("s", tail, cancellationToken).ConfigureAwait(false);

            var first = session.Messages.FirstIndex;
            var what = $"before {before}, from {from}, {wanted} wanted";
            Expect.Equal(200L, session.Version, $"The version ({what})");
            Expect.Equal(end, first + session.Messages.Count, $"The end ({what})");
            Expect.Sequence([.. texts[(int)first..(int)end]], [.. session.Messages.Select(m => m.Text)], $"The messages ({what})");
            var needed = Math.Min(from ?? end, Math.Max(0, end - wanted));
            Expect.Equal(true, first <= needed, $"Whether {first} is not after {needed} ({what})");
        }
        var unknown = await store.LoadTailAsync("nobody", new SessionTail { NeedsEarlier = _ => true }, cancellationToken).ConfigureAwait(false);
        Expect.Equal((0L, 0), (unknown.Version, unknown.Messages.Count), "A session that nobody wrote to");
    }

    private static async Task LoadPinned(ISessionStore store, CancellationToken cancellationToken)
    {
        ChatMessage[] messages = [.. Enumerable.Range(0, 100).Select(i => new ChatMessage(i % 30 == 0 ? ChatRole.System : ChatRole.User, $"message {i}"))];
        await store.AppendAsync(new SessionAppend { SessionId = "s", ExpectedVersion = 0, Messages = messages }, cancellationToken).ConfigureAwait(false);

        var session = await store.LoadTailAsync("s", new SessionTail { Before = 95, NeedsEarlier = _ => false }, cancellationToken).ConfigureAwait(false);

        string[] shown = [.. session.Messages.Pinned.Concat(session.Messages).Where(m => m.Role == ChatRole.System).Select(m => m.Text)];
        Expect.Sequence(["message 0", "message 30", "message 60", "message 90"], shown, "The system messages");
        Expect.Equal(true, session.Messages.Pinned.All(m => m.Role == ChatRole.System), "Whether all pinned messages are system messages");
    }

    private static async Task Delete(ISessionStore store, CancellationToken cancellationToken)
    {
        await store.AppendAsync(Say("s", 0, "one", "two"), cancellationToken).ConfigureAwait(false);
        await store.AppendAsync(Say("other", 0, "three"), cancellationToken).ConfigureAwait(false);
        await store.LoadAsync("s", cancellationToken).ConfigureAwait(false);

        Expect.Equal(true, await store.DeleteAsync("s", cancellationToken).ConfigureAwait(false), "Whether the session was there");
        Expect.Equal(false, await store.DeleteAsync("s", cancellationToken).ConfigureAwait(false), "Whether it was there again");

        await ExpectTexts(store, "s", [], cancellationToken).ConfigureAwait(false);
        await ExpectTexts(store, "other", ["three"], cancellationToken).ConfigureAwait(false);
        await store.AppendAsync(Say("s", 0, "anew"), cancellationToken).ConfigureAwait(false);
        await ExpectTexts(store, "s", ["anew"], cancellationToken).ConfigureAwait(false);
    }

    private static async Task List(ISessionStore store, CancellationToken cancellationToken)
    {
        Expect.Equal(0, await store.ListAsync(cancellationToken).CountAsync(cancellationToken).ConfigureAwait(false), "How many sessions an unused store lists");
        await store.AppendAsync(Say("a", 0, "one"), cancellationToken).ConfigureAwait(false);
        await store.AppendAsync(Say("b", 0, "one", "two"), cancellationToken).ConfigureAwait(false);
        await store.AppendAsync(Say("c \u00e9", 0, "one"), cancellationToken).ConfigureAwait(false);
        await store.AppendAsync(Say("a", 1, "two", "three"), cancellationToken).ConfigureAwait(false);

        var sessions = await store.ListAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);

        // A store may be given a clock that stands still, so only what the dates say is asked for.
        Expect.Sequence([("a", 3L), ("b", 2L), ("c \u00e9", 1L)], [.. sessions.Select(s => (s.Id, s.Version)).OrderBy(s => s.Id, StringComparer.Ordinal)], "The sessions");
        Expect.Sequence([.. sessions.OrderByDescending(s => s.UpdatedAt).Select(s => s.UpdatedAt)], [.. sessions.Select(s => s.UpdatedAt)], "The order");
        Expect.Equal(sessions.Max(s => s.UpdatedAt), sessions.Single(s => s.Id == "a").UpdatedAt, "The date of the session last written to");
    }

    private static SessionAppend Say(string sessionId, long version, params IEnumerable<string> texts) =>
        new() { SessionId = sessionId, ExpectedVersion = version, Messages = [.. texts.Select(t => new ChatMessage(ChatRole.User, t))] };
}
