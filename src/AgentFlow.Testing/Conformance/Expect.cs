namespace AgentFlow.Testing.Conformance;

/// <summary>What the cases assert with; knows no test framework.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new ConformanceException($"{what}: expected '{Shorten(expected)}', found '{Shorten(actual)}'.");
    }

    public static void Sequence<T>(IReadOnlyList<T> expected, IReadOnlyList<T> actual, string what)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
            Equal(expected[i], actual[i], $"{what}, number {i}");
        Equal(expected.Count, actual.Count, $"{what}, how many");
    }

    public static async Task<TException> ThrowsAsync<TException>(Func<Task> action, string what)
        where TException : Exception
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (TException error)
        {
            return error;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new ConformanceException($"{what}: expected {typeof(TException).Name}, found {error.GetType().Name}: {error.Message}");
        }
        throw new ConformanceException($"{what}: expected {typeof(TException).Name}, and nothing was thrown.");
    }

    private static string Shorten<T>(T value)
    {
        var text = value?.ToString() ?? "null";
        return text.Length <= 2000 ? text : $"{text[..2000]}... ({text.Length} characters)";
    }
}
