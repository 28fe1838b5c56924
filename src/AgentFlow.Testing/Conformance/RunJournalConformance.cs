using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Testing.Conformance;

/// <summary>What <see cref="IRunJournal"/> asks of every journal. Its sessions have a suite of their own, <see cref="SessionStoreConformance"/>.</summary>
public static class RunJournalConformance
{
    /// <summary>The cases. Each needs a journal that nobody has used yet.</summary>
    public static IReadOnlyList<ConformanceCase<IRunJournal>> Cases { get; } =
    [
        new("ReadAsync_UnknownRun_GivesNothing", ReadUnknown),
        new("AppendAsync_EveryEventInOneAppend_IsReadBackInFull", AppendAllAtOnce),
        new("AppendAsync_EveryEventByItself_IsReadBackInFull", AppendOneByOne),
        new("AppendAsync_HugeTexts_AreReadBackInFull", AppendHuge),
        new("AppendAsync_ManyEvents_AreReadInOrder", AppendMany),
        new("AppendAsync_SameInstructions_AreReadBackForEachRun", AppendSameInstructions),
        new("AppendAsync_NoEvents_IsRefused", AppendNothing),
        new("AppendAsync_RunWithoutStart_IsRefused", AppendWithoutStart),
        new("AppendAsync_OtherVersion_ConflictsAndWritesNothing", AppendToOtherVersion),
        new("AppendAsync_TwoWritersAtOneVersion_ExactlyOneWins", AppendInARace),
        new("AppendAsync_ManyRunsAtOnce_KeepApart", AppendToManyRuns),
        new("AppendAsync_WithSession_WritesBoth", AppendWithSession),
        new("AppendAsync_RunConflict_LeavesSession", RunConflictLeavesSession),
        new("AppendAsync_SessionConflict_LeavesRun", SessionConflictLeavesRun),
        new("ListAsync_NoRuns_GivesNothing", ListNothing),
        new("ListAsync_AfterEachEvent_HasStatusVersionAndTimes", ListStatuses),
        new("ListAsync_Filters_NarrowTheList", ListFiltered),
        new("ListAsync_OrderAndLimit_AreKept", ListOrdered),
        new("ListAsync_RunsThatArePartOfAnother_AreFoundByItAndLeftOut", ListChildren),
        new("ForkAsync_RunInThisJournal_IsReadBackBesideTheOriginal", Fork),
    ];

    private static async Task ReadUnknown(IRunJournal journal, CancellationToken cancellationToken) =>
        await ExpectEvents(journal, "nobody", [], cancellationToken).ConfigureAwait(false);

    private static async Task AppendAllAtOnce(IRunJournal journal, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(To("run-1", 0, Samples.Events), cancellationToken).ConfigureAwait(false);

        await ExpectEvents(journal, "run-1", Samples.Events, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AppendOneByOne(IRunJournal journal, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Samples.Events.Count; i++)
            await journal.AppendAsync(To("run-1", i, [Samples.Events[i]]), cancellationToken).ConfigureAwait(false);

        await ExpectEvents(journal, "run-1", Samples.Events, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AppendHuge(IRunJournal journal, CancellationToken cancellationToken)
    {
        var huge = string.Concat(Enumerable.Repeat("\U0001f680 a b \u00e9 \" \\ ", (1 << 20) / 12));
        IReadOnlyList<RunEvent> events =
        [
            new RunStarted { At = Samples.At, Agent = "bot", Instructions = huge, Input = [new(ChatRole.User, huge)] },
            Failed(huge),
            new RunCompleted { At = Samples.At, Outcome = RunOutcome.Answered, Text = huge },
        ];
        await journal.AppendAsync(To("run-1", 0, events), cancellationToken).ConfigureAwait(false);

        await ExpectEvents(journal, "run-1", events, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AppendMany(IRunJournal journal, CancellationToken cancellationToken)
    {
        IReadOnlyList<RunEvent> events = [Started(), .. Enumerable.Range(0, 1500).Select(i => Failed($"event {i}"))];
        await journal.AppendAsync(To("run-1", 0, events), cancellationToken).ConfigureAwait(false);

        await ExpectEvents(journal, "run-1", events, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AppendSameInstructions(IRunJournal journal, CancellationToken cancellationToken)
    {
        string?[] instructions = ["A", "B", "A", null, string.Empty];
        for (var i = 0; i < instructions.Length; i++)
            await journal.AppendAsync(To($"run-{i}", 0, [Started() with { Instructions = instructions[i] }]), cancellationToken).ConfigureAwait(false);

        for (var i = 0; i < instructions.Length; i++)
            await ExpectEvents(journal, $"run-{i}", [Started() with { Instructions = instructions[i] }], cancellationToken).ConfigureAwait(false);
    }

    private static async Task AppendNothing(IRunJournal journal, CancellationToken cancellationToken)
    {
        await Expect.ThrowsAsync<ArgumentException>(() => journal.AppendAsync(To("run-1", 0, []), cancellationToken).AsTask(), "An append without events").ConfigureAwait(false);

        await ExpectEvents(journal, "run-1", [], cancellationToken).ConfigureAwait(false);
    }

    private static async Task AppendWithoutStart(IRunJournal journal, CancellationToken cancellationToken)
    {
        await Expect.ThrowsAsync<ArgumentException>(() => journal.AppendAsync(To("run-1", 0, [Failed("x")]), cancellationToken).AsTask(), "A run that does not begin with its start").ConfigureAwait(false);

        await ExpectEvents(journal, "run-1", [], cancellationToken).ConfigureAwait(false);
    }

    private static async Task AppendToOtherVersion(IRunJournal journal, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(To("run-1", 0, [Started(), Failed("one")]), cancellationToken).ConfigureAwait(false);

        foreach (var version in new[] { 0L, 1L, 3L })
        {
            var conflict = await Expect.ThrowsAsync<RunConflictException>(
                () => journal.AppendAsync(To("run-1", version, [Started(), Failed("two")]), cancellationToken).AsTask(), $"An append at version {version} to a run of version 2").ConfigureAwait(false);
            Expect.Equal(("run-1", version, 2L), (conflict.RunId, conflict.ExpectedVersion, conflict.ActualVersion), "What the conflict says");
        }
        await Expect.ThrowsAsync<RunConflictException>(() => journal.AppendAsync(To("run-2", 1, [Failed("x")]), cancellationToken).AsTask(), "An append at version 1 to an unknown run").ConfigureAwait(false);

        await ExpectEvents(journal, "run-1", [Started(), Failed("one")], cancellationToken).ConfigureAwait(false);
        await ExpectEvents(journal, "run-2", [], cancellationToken).ConfigureAwait(false);
        Expect.Equal(2L, (await ListAsync(journal, new RunQuery(), cancellationToken).ConfigureAwait(false)).Single().Version, "The version in the list");
    }

    private static async Task AppendInARace(IRunJournal journal, CancellationToken cancellationToken)
    {
        const int Rounds = 50;
        for (var round = 0; round < Rounds; round++)
        {
            var version = round;
            RunEvent next = round == 0 ? Started() : Failed($"round {round}");
            var wins = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => TryAppend(journal, To("run-1", version, [next]), cancellationToken), cancellationToken))).ConfigureAwait(false);
            Expect.Equal(1, wins.Count(w => w), $"How many of three writers won version {version}");
        }

        await ExpectEvents(journal, "run-1", [Started(), .. Enumerable.Range(1, Rounds - 1).Select(i => Failed($"round {i}"))], cancellationToken).ConfigureAwait(false);
    }

    private static async Task AppendToManyRuns(IRunJournal journal, CancellationToken cancellationToken)
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(run => Task.Run(() => Write($"run-{run}"), cancellationToken))).ConfigureAwait(false);

        for (var run = 0; run < 32; run++)
            await ExpectEvents(journal, $"run-{run}", [Started(), .. Enumerable.Range(1, 20).Select(i => Failed($"run-{run} {i}"))], cancellationToken).ConfigureAwait(false);

        async Task Write(string runId)
        {
            await journal.AppendAsync(To(runId, 0, [Started()]), cancellationToken).ConfigureAwait(false);
            for (var i = 1; i <= 20; i++)
                await journal.AppendAsync(To(runId, i, [Failed($"{runId} {i}")]), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task AppendWithSession(IRunJournal journal, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(To("run-1", 0, [Started()], Say("session-1", 0, "Hello", "Hi")), cancellationToken).ConfigureAwait(false);

        await ExpectEvents(journal, "run-1", [Started()], cancellationToken).ConfigureAwait(false);
        await SessionStoreConformance.ExpectTexts(journal.Sessions, "session-1", ["Hello", "Hi"], cancellationToken).ConfigureAwait(false);
    }

    private static async Task RunConflictLeavesSession(IRunJournal journal, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(To("run-1", 0, [Started()], Say("session-1", 0, "Hello")), cancellationToken).ConfigureAwait(false);

        await Expect.ThrowsAsync<RunConflictException>(
            () => journal.AppendAsync(To("run-1", 0, [Started()], Say("session-1", 1, "Lost")), cancellationToken).AsTask(), "An append to a run that is further").ConfigureAwait(false);

        await SessionStoreConformance.ExpectTexts(journal.Sessions, "session-1", ["Hello"], cancellationToken).ConfigureAwait(false);
    }

    private static async Task SessionConflictLeavesRun(IRunJournal journal, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(To("run-1", 0, [Started()], Say("session-1", 0, "Hello")), cancellationToken).ConfigureAwait(false);

        var conflict = await Expect.ThrowsAsync<SessionConflictException>(
            () => journal.AppendAsync(To("run-1", 1, [Failed("lost")], Say("session-1", 0, "Lost")), cancellationToken).AsTask(), "An append to a session that is further").ConfigureAwait(false);
        await Expect.ThrowsAsync<SessionConflictException>(
            () => journal.AppendAsync(To("run-2", 0, [Started()], Say("session-2", 1, "Lost")), cancellationToken).AsTask(), "A new run for a session that is not as far").ConfigureAwait(false);

        Expect.Equal(("session-1", 0L, 1L), (conflict.SessionId, conflict.ExpectedVersion, conflict.ActualVersion), "What the conflict says");
        await ExpectEvents(journal, "run-1", [Started()], cancellationToken).ConfigureAwait(false);
        await ExpectEvents(journal, "run-2", [], cancellationToken).ConfigureAwait(false);
        await SessionStoreConformance.ExpectTexts(journal.Sessions, "session-1", ["Hello"], cancellationToken).ConfigureAwait(false);
        await journal.AppendAsync(To("run-1", 1, [Failed("kept")], Say("session-1", 1, "Kept")), cancellationToken).ConfigureAwait(false);
    }

    private static async Task ListNothing(IRunJournal journal, CancellationToken cancellationToken) =>
        Expect.Equal(0, (await ListAsync(journal, new RunQuery(), cancellationToken).ConfigureAwait(false)).Count, "How many runs an unused journal lists");

    private static async Task ListStatuses(IRunJournal journal, CancellationToken cancellationToken)
    {
        (RunEvent Event, RunStatus Status)[] steps =
        [
            (Started() with { Queued = true, SessionId = "session-1" }, RunStatus.Queued),
            (new RunResumed { At = At(1) }, RunStatus.Running),
            (new ToolStarted { At = At(2), CallId = "c", Tool = "t", Arguments = Samples.ArgumentsJson, IdempotencyKey = "k" }, RunStatus.Running),
            (new RunSuspended { At = At(3), CallIds = ["c"] }, RunStatus.Suspended),
            (new ApprovalDecided { At = At(4), CallId = "c", Approved = true }, RunStatus.Suspended),
            (new RunResumed { At = At(5) }, RunStatus.Running),
            (new RunFailed { At = At(6), Code = "c", Message = "m" }, RunStatus.Failed),
            (new RunResumed { At = At(7) }, RunStatus.Running),
            (new RunCompleted { At = At(8), Outcome = RunOutcome.Answered, Text = "Done." }, RunStatus.Completed),
        ];
        for (var i = 0; i < steps.Length; i++)
        {
            await journal.AppendAsync(To("run-1", i, [steps[i].Event]), cancellationToken).ConfigureAwait(false);

            var expected = new RunSummary { RunId = "run-1", Agent = "bot", SessionId = "session-1", Status = steps[i].Status, Version = i + 1, StartedAt = At(0), UpdatedAt = At(i) };
            Expect.Sequence([expected], await ListAsync(journal, new RunQuery(), cancellationToken).ConfigureAwait(false), $"The run after {steps[i].Event.GetType().Name}");
            Expect.Sequence([expected], await ListAsync(journal, new RunQuery { Status = steps[i].Status }, cancellationToken).ConfigureAwait(false), $"The runs that are {steps[i].Status}");
        }
    }

    private static async Task ListFiltered(IRunJournal journal, CancellationToken cancellationToken)
    {
        await Start("1", "ann", "s1", completed: true).ConfigureAwait(false);
        await Start("2", "ann", null, completed: false).ConfigureAwait(false);
        await Start("3", "bob", "s1", completed: false).ConfigureAwait(false);
        await Start("4", "bob", "s2", completed: true).ConfigureAwait(false);

        (RunQuery Query, string Runs)[] questions =
        [
            (new RunQuery(), "4321"),
            (new RunQuery { Agent = "ann" }, "21"),
            (new RunQuery { SessionId = "s1" }, "31"),
            (new RunQuery { Status = RunStatus.Completed }, "41"),
            (new RunQuery { Agent = "bob", Status = RunStatus.Running }, "3"),
            (new RunQuery { Agent = "ann", SessionId = "s1" }, "1"),
            (new RunQuery { SessionId = "s1", Status = RunStatus.Completed }, "1"),
            (new RunQuery { Agent = "bob", SessionId = "s2", Status = RunStatus.Completed }, "4"),
            (new RunQuery { Agent = "bob", SessionId = "s2", Status = RunStatus.Failed }, ""),
            (new RunQuery { Agent = "Ann" }, ""),
        ];
        foreach (var (query, runs) in questions)
            await ExpectRuns(journal, query, runs, cancellationToken).ConfigureAwait(false);

        async Task Start(string runId, string agent, string? session, bool completed)
        {
            var started = Started() with { At = At(runId[0]), Agent = agent, SessionId = session };
            RunEvent[] events = completed ? [started, new RunCompleted { At = At(99), Outcome = RunOutcome.Answered, Text = "." }] : [started];
            await journal.AppendAsync(To(runId, 0, events), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ListOrdered(IRunJournal journal, CancellationToken cancellationToken)
    {
        // By when they started, whenever they were written.
        foreach (var run in "31524")
            await journal.AppendAsync(To($"{run}", 0, [Started() with { At = At(run) }]), cancellationToken).ConfigureAwait(false);

        await ExpectRuns(journal, new RunQuery(), "54321", cancellationToken).ConfigureAwait(false);
        await ExpectRuns(journal, new RunQuery { OldestFirst = true }, "12345", cancellationToken).ConfigureAwait(false);
        await ExpectRuns(journal, new RunQuery { Limit = 2 }, "54", cancellationToken).ConfigureAwait(false);
        await ExpectRuns(journal, new RunQuery { Limit = 2, OldestFirst = true, Agent = "bot", Status = RunStatus.Running }, "12", cancellationToken).ConfigureAwait(false);
    }

    private static async Task ListChildren(IRunJournal journal, CancellationToken cancellationToken)
    {
        (string RunId, string? Parent)[] runs = [("1", null), ("2", "1"), ("3", "1"), ("4", null), ("5", "2")];
        foreach (var (runId, parent) in runs)
            await journal.AppendAsync(To(runId, 0, [Started() with { At = At(runId[0]), ParentRunId = parent }]), cancellationToken).ConfigureAwait(false);
        await journal.AppendAsync(To("3", 1, [new RunCompleted { At = At(99), Outcome = RunOutcome.Answered, Text = "." }]), cancellationToken).ConfigureAwait(false);

        await ExpectRuns(journal, new RunQuery(), "54321", cancellationToken).ConfigureAwait(false);
        await ExpectRuns(journal, new RunQuery { TopLevelOnly = true }, "41", cancellationToken).ConfigureAwait(false);
        await ExpectRuns(journal, new RunQuery { TopLevelOnly = true, Limit = 1, OldestFirst = true }, "1", cancellationToken).ConfigureAwait(false);
        await ExpectRuns(journal, new RunQuery { ParentRunId = "1" }, "32", cancellationToken).ConfigureAwait(false);
        await ExpectRuns(journal, new RunQuery { ParentRunId = "1", Status = RunStatus.Completed }, "3", cancellationToken).ConfigureAwait(false);
        await ExpectRuns(journal, new RunQuery { ParentRunId = "4" }, "", cancellationToken).ConfigureAwait(false);
        Expect.Equal("1", (await ListAsync(journal, new RunQuery { ParentRunId = "1", Limit = 1 }, cancellationToken).ConfigureAwait(false)).Single().ParentRunId, "The parent that the list names");
    }

    private static async Task Fork(IRunJournal journal, CancellationToken cancellationToken)
    {
        IReadOnlyList<RunEvent> events = [Started() with { Instructions = "Be kind." }, Failed("one"), new RunResumed { At = At(2) }, Failed("two")];
        await journal.AppendAsync(To("run-1", 0, events), cancellationToken).ConfigureAwait(false);

        await journal.ForkAsync("run-1", 2, new ForkEdits { Message = "Good day" }, "run-2", cancellationToken: cancellationToken).ConfigureAwait(false);

        var fork = Started() with { Instructions = "Be kind.", Input = [new(ChatRole.User, "Good day")], ForkedFrom = new ForkedFrom { RunId = "run-1", Version = 2 } };
        await ExpectEvents(journal, "run-2", [fork, events[1]], cancellationToken).ConfigureAwait(false);
        await ExpectEvents(journal, "run-1", events, cancellationToken).ConfigureAwait(false);
        await Expect.ThrowsAsync<RunConflictException>(() => journal.ForkAsync("run-1", 1, null, "run-2", cancellationToken: cancellationToken), "A fork onto a run that is there").ConfigureAwait(false);
    }

    private static DateTimeOffset At(long ticks) => Samples.At.AddTicks(ticks);

    private static RunStarted Started() => new() { At = At(0), Agent = "bot", Input = [new(ChatRole.User, "Hello")] };

    private static RunFailed Failed(string message) => new() { At = Samples.At, Code = "code", Message = message };

    private static SessionAppend Say(string sessionId, long version, params IEnumerable<string> texts) =>
        new() { SessionId = sessionId, ExpectedVersion = version, Messages = [.. texts.Select(t => new ChatMessage(ChatRole.User, t))] };

    private static RunAppend To(string runId, long version, IReadOnlyList<RunEvent> events, SessionAppend? session = null) =>
        new() { RunId = runId, ExpectedVersion = version, Events = events, Session = session };

    private static async Task<bool> TryAppend(IRunJournal journal, RunAppend append, CancellationToken cancellationToken)
    {
        try
        {
            await journal.AppendAsync(append, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RunConflictException)
        {
            return false;
        }
    }

    private static async Task<List<RunSummary>> ListAsync(IRunJournal journal, RunQuery query, CancellationToken cancellationToken) =>
        await journal.ListAsync(query, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);

    private static async Task ExpectRuns(IRunJournal journal, RunQuery query, string runIds, CancellationToken cancellationToken) =>
        Expect.Equal(runIds, string.Concat((await ListAsync(journal, query, cancellationToken).ConfigureAwait(false)).Select(r => r.RunId)), $"The runs for {query}");

    private static async Task ExpectEvents(IRunJournal journal, string runId, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        var read = await journal.ReadAsync(runId, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        Expect.Sequence([.. events.Select(EventText.Of)], [.. read.Select(EventText.Of)], $"The events of run '{runId}'");
    }
}
