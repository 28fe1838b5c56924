#pragma warning disable CS0067 // The event is there to be printed.

using System.Diagnostics.CodeAnalysis;

namespace AgentFlow.Architecture.Tests.Api.Sample;

public interface IShape<out T> : IDisposable
    where T : class
{
    T? Value { get; }

    ValueTask<string?> ReadAsync(string? name = null, CancellationToken cancellationToken = default);

    void Reset()
    {
    }
}

public abstract class Shape
{
    private protected Shape(int hidden) => Hidden = hidden;

    protected Shape()
    {
    }

    public const string Unit = "cm";

    public abstract double Area { get; }

    public virtual string? Label { get; protected set; }

    public event EventHandler<string?>? Changed;

    internal int Hidden { get; }

    public override string ToString() => "shape";

    protected virtual void OnChanged(in DateTime at, params int[] values)
    {
    }
}

public sealed record Circle : IProgress<string>
{
    public required double Radius { get; init; }

    public string? this[int index] => null;

    public (string? Name, (int X, int Y) Centre) Where { get; init; }

    public void Report(string value)
    {
    }
}

public readonly record struct Point(int X, int? Y = null);

[Flags]
public enum Sides : byte
{
    None = 0,
    Left = 1,

    [Obsolete("Use Left.")]
    Right = 2,
}

public delegate Task<string?> Naming<T>(T shape, Sides sides = Sides.Left)
    where T : notnull;

public static class Shapes
{
    public static Dictionary<string, List<string?>?> Group<T>(this IEnumerable<T?> shapes, Func<T, string?> name, bool isDeep = true)
        where T : class, new() => [];

    [Experimental("AFEXP001")]
    public static bool TryFind(string name, [NotNullWhen(true)] out Circle? found, ref int[]? counts)
    {
        found = null;
        return false;
    }

    public static T? First<T>(T[] items, double scale = 0.5, string separator = "\"") => default;

    public sealed class Nested;
}
