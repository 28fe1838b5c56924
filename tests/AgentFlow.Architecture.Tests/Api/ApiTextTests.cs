namespace AgentFlow.Architecture.Tests.Api;

/// <summary>Internal, but it decides what of a package's API a reviewer gets to see.</summary>
public sealed class ApiTextTests
{
    private const string Expected = """
        # Public API of Sample. Written by the tests; see CONTRIBUTING.md.

        namespace AgentFlow.Architecture.Tests.Api.Sample

        sealed record Circle : IProgress<string>
            Circle()
            string? this[int index] { get; }
            required double Radius { get; init; }
            (string? Name, (int X, int Y) Centre) Where { get; init; }
            void Report(string value)

        interface IShape<out T> : IDisposable where T : class
            T? Value { get; }
            ValueTask<string?> ReadAsync(string? name = null, CancellationToken cancellationToken = default)
            virtual void Reset()

        delegate Task<string?> Naming<T>(T shape, Sides sides = Sides.Left) where T : notnull

        readonly record struct Point
            Point(int X, int? Y = null)
            int X { get; init; }
            int? Y { get; init; }

        abstract class Shape
            protected Shape()
            const string Unit = "cm"
            abstract double Area { get; }
            virtual string? Label { get; protected set; }
            event EventHandler<string?>? Changed
            protected virtual void OnChanged(in DateTime at, params int[] values)
            override string ToString()

        static class Shapes
            static T? First<T>(T[] items, double scale = 0.5, string separator = "\"")
            static Dictionary<string, List<string?>?> Group<T>(this IEnumerable<T?> shapes, Func<T, string?> name, bool isDeep = true) where T : class, new()
            [Experimental("AFEXP001")] static bool TryFind(string name, out Circle? found, ref int[]? counts)

        sealed class Shapes.Nested
            Nested()

        [Flags] enum Sides : byte
            None = 0
            Left = 1
            [Obsolete("Use Left.")] Right = 2

        """;

    [Fact]
    public void Of_Types_ShowsAllThatIsVisible()
    {
        var types = typeof(ApiTextTests).Assembly.GetExportedTypes().Where(t => t.Namespace == "AgentFlow.Architecture.Tests.Api.Sample");

        var text = ApiText.Of("Sample", types);

        Assert.Equal(Expected.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Of_NoTypes_SaysSo() =>
        Assert.Equal("# Public API of Empty. Written by the tests; see CONTRIBUTING.md.\n\n(no public types)\n", ApiText.Of("Empty", []));
}
