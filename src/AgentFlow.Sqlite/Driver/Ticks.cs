namespace AgentFlow.Sqlite.Driver;

/// <summary>Times as the file has them: ticks of 100 ns since 1970, so that none is rounded and <c>datetime(x / 10000000, 'unixepoch')</c> reads them.</summary>
internal static class Ticks
{
    public static long From(DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    public static DateTimeOffset ToTime(long ticks) => new(ticks + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero);
}
