using AgentFlow.Runs;

namespace AgentFlow.Testing.Conformance;

/// <summary>What <see cref="ILeaseStore"/> asks of every store. The clock moves only when a case says so.</summary>
public static class LeaseStoreConformance
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The cases. Each needs a store without leases, and the clock that the store was made with.</summary>
    public static IReadOnlyList<ConformanceCase<(ILeaseStore Store, ManualTimeProvider Clock)>> Cases { get; } =
    [
        new("AcquireAsync_NobodyHoldsIt_IsHeldUntilItExpires", Acquire),
        new("AcquireAsync_SomebodyHoldsIt_IsRefusedToEverybody", AcquireHeld),
        new("AcquireAsync_Expired_HasAHigherEpoch", AcquireExpired),
        new("AcquireAsync_ManyAtOnce_ExactlyOneGetsIt", AcquireInARace),
        new("AcquireAsync_OtherNames_AreApart", AcquireOthers),
        new("AcquireAsync_AfterRelease_HasAHigherEpoch", AcquireReleased),
        new("RenewAsync_Held_ExpiresLater", Renew),
        new("RenewAsync_ExpiredAndStillFree_IsHeldAgain", RenewExpired),
        new("RenewAsync_TakenByAnother_IsLost", RenewLost),
        new("RenewAsync_ForNoTime_LetsOthersHaveItAndIsListed", RenewForNoTime),
        new("ReleaseAsync_TakenByAnother_LeavesThatOne", ReleaseLost),
        new("ListAsync_Prefix_HasExpiredOnesAndIsOrdered", List),
    ];

    private static async Task Acquire((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        var lease = await its.Store.AcquireAsync("run/1", "a", Minute, cancellationToken).ConfigureAwait(false);

        Expect.Equal(("run/1", "a", its.Clock.GetUtcNow() + Minute), (lease!.Name, lease.Owner, lease.ExpiresAt), "The lease");
    }

    private static async Task AcquireHeld((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        await its.Store.AcquireAsync("run/1", "a", Minute, cancellationToken).ConfigureAwait(false);
        its.Clock.Advance(Minute - TimeSpan.FromTicks(1));

        Expect.Equal(null, await its.Store.AcquireAsync("run/1", "b", Minute, cancellationToken).ConfigureAwait(false), "What another owner gets");
        Expect.Equal(null, await its.Store.AcquireAsync("run/1", "a", Minute, cancellationToken).ConfigureAwait(false), "What the same owner gets");
    }

    private static async Task AcquireExpired((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        var first = await its.Store.AcquireAsync("run/1", "a", Minute, cancellationToken).ConfigureAwait(false);
        its.Clock.Advance(Minute);
        var second = await its.Store.AcquireAsync("run/1", "b", Minute, cancellationToken).ConfigureAwait(false);

        Expect.Equal("b", second!.Owner, "The owner");
        Expect.Equal(true, second.Epoch > first!.Epoch, "Whether the later epoch is higher");
    }

    private static async Task AcquireInARace((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => its.Store.AcquireAsync("run/1", $"{i}", Minute, cancellationToken).AsTask(), cancellationToken))).ConfigureAwait(false);

        Expect.Equal(1, leases.Count(l => l is not null), "How many of 50 got the lease");
    }

    private static async Task AcquireOthers((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])["run/1", "run/10", "Run/1", Samples.Awkward])
            Expect.Equal("a", (await its.Store.AcquireAsync(name, "a", Minute, cancellationToken).ConfigureAwait(false))?.Owner, $"The owner of '{name}'");
    }

    private static async Task AcquireReleased((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        var first = await its.Store.AcquireAsync("run/1", "a", Minute, cancellationToken).ConfigureAwait(false);
        await its.Store.ReleaseAsync(first!, cancellationToken).ConfigureAwait(false);
        await ExpectNames(its.Store, "", [], cancellationToken).ConfigureAwait(false);
        var second = await its.Store.AcquireAsync("run/1", "b", Minute, cancellationToken).ConfigureAwait(false);

        Expect.Equal(true, second!.Epoch > first!.Epoch, "Whether the later epoch is higher");
    }

    private static async Task Renew((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        var lease = await its.Store.AcquireAsync("run/1", "a", Minute, cancellationToken).ConfigureAwait(false);
        its.Clock.Advance(Minute / 2);
        var renewed = await its.Store.RenewAsync(lease!, Minute, cancellationToken).ConfigureAwait(false);
        its.Clock.Advance(Minute / 2);

        Expect.Equal(lease! with { ExpiresAt = its.Clock.GetUtcNow() + (Minute / 2) }, renewed, "The renewed lease");
        Expect.Equal(null, await its.Store.AcquireAsync("run/1", "b", Minute, cancellationToken).ConfigureAwait(false), "What another owner gets");
    }

    private static async Task RenewExpired((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        var lease = await its.Store.AcquireAsync("run/1", "a", Minute, cancellationToken).ConfigureAwait(false);
        its.Clock.Advance(2 * Minute);

        Expect.Equal("a", (await its.Store.RenewAsync(lease!, Minute, cancellationToken).ConfigureAwait(false))?.Owner, "The owner");
        Expect.Equal(null, await its.Store.AcquireAsync("run/1", "b", Minute, cancellationToken).ConfigureAwait(false), "What another owner gets");
    }

    private static async Task RenewLost((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        var lease = await its.Store.AcquireAsync("run/1", "a", Minute, cancellationToken).ConfigureAwait(false);
        its.Clock.Advance(Minute);
        await its.Store.AcquireAsync("run/1", "b", Minute, cancellationToken).ConfigureAwait(false);

        Expect.Equal(null, await its.Store.RenewAsync(lease!, Minute, cancellationToken).ConfigureAwait(false), "What the first owner gets");
    }

    private static async Task RenewForNoTime((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        var lease = await its.Store.AcquireAsync("run/1", "a", Minute, cancellationToken).ConfigureAwait(false);
        await its.Store.RenewAsync(lease!, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);

        await ExpectNames(its.Store, "run/", ["run/1"], cancellationToken).ConfigureAwait(false);
        Expect.Equal("b", (await its.Store.AcquireAsync("run/1", "b", Minute, cancellationToken).ConfigureAwait(false))?.Owner, "The next owner");
    }

    private static async Task ReleaseLost((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        var lease = await its.Store.AcquireAsync("run/1", "a", Minute, cancellationToken).ConfigureAwait(false);
        its.Clock.Advance(Minute);
        await its.Store.AcquireAsync("run/1", "b", Minute, cancellationToken).ConfigureAwait(false);
        await its.Store.ReleaseAsync(lease!, cancellationToken).ConfigureAwait(false);

        Expect.Equal(null, await its.Store.AcquireAsync("run/1", "c", Minute, cancellationToken).ConfigureAwait(false), "What a third owner gets");
    }

    private static async Task List((ILeaseStore Store, ManualTimeProvider Clock) its, CancellationToken cancellationToken)
    {
        await its.Store.AcquireAsync("run/b", "a", Minute, cancellationToken).ConfigureAwait(false);
        its.Clock.Advance(Minute);
        foreach (var name in (string[])["run/\uff21", "run/\U0001f680", "run/a", "runs"])
            await its.Store.AcquireAsync(name, "a", Minute, cancellationToken).ConfigureAwait(false);

        await ExpectNames(its.Store, "run/", ["run/a", "run/b", "run/\U0001f680", "run/\uff21"], cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExpectNames(ILeaseStore store, string prefix, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        Expect.Sequence(names, [.. (await store.ListAsync(prefix, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(l => l.Name)], $"The leases under '{prefix}'");
}
