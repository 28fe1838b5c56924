using System.Globalization;

namespace AgentFlow.Chains;

/// <summary>Describes the parts of a chain, and may know some of them by name.</summary>
internal sealed class ChainDescriber(Func<Chain, string?>? nameOf = null)
{
    /// <summary>What a setting says that a delegate decides: such a chain can be drawn but not built again.</summary>
    public const string Function = "function";

    private readonly List<string> _unknownSteps = [];

    /// <summary>The names of steps that were met and are not known.</summary>
    public IReadOnlyList<string> UnknownSteps => _unknownSteps;

    public ChainDescription Describe(Chain chain, string? label = null)
    {
        var name = nameOf?.Invoke(chain);
        var described = name is null ? chain.DescribeCore(this) : new ChainDescription { Kind = ChainKind.Step, Name = name };
        return label is null ? described : described with { Label = label };
    }

    /// <summary>A step that is not known by another name.</summary>
    public ChainDescription DescribeStep(Chain step)
    {
        _unknownSteps.Add(step.Name);
        return new() { Kind = ChainKind.Step, Name = step.Name };
    }

    /// <summary>A chain around one other.</summary>
    public ChainDescription Around(ChainKind kind, Chain inner, params IEnumerable<(string Name, object? Value)> settings) => new()
    {
        Kind = kind,
        Settings = Settings(settings),
        Parts = [Describe(inner)],
    };

    public static IReadOnlyDictionary<string, string>? Settings(IEnumerable<(string Name, object? Value)> settings)
    {
        var given = settings.Where(s => s.Value is not null).ToDictionary(s => s.Name, s => Text(s.Value!), StringComparer.Ordinal);
        return given.Count == 0 ? null : given;
    }

    private static string Text(object value) => value switch
    {
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        Delegate => Function,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
