using System.Collections.Frozen;
using System.Text;

namespace AgentFlow.Tools;

/// <summary>Finds units by what people call them.</summary>
internal static class UnitCatalog
{
    private const int MostSuggestions = 3;

    private static readonly (Unit Unit, string Written, string Spelling)[] Spellings =
        [.. UnitTable.All.SelectMany(u => u.Spellings().Select(s => (u, s, Normal(s))))];

    private static readonly FrozenDictionary<string, Unit[]> ByExactName = Index(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Unit[]> ByName = Index(StringComparer.OrdinalIgnoreCase);

    /// <summary>The two units that are meant: the first of one dimension, where a spelling such as 'oz' stands for several.</summary>
    /// <exception cref="ToolException">There is no such unit, or none of the same dimension.</exception>
    public static (Unit From, Unit To) Pair(string from, string to)
    {
        var sources = Find(from);
        var targets = Find(to);
        if (sources.Length == 0 || targets.Length == 0)
            throw Unknown(sources.Length == 0 ? from : to, (sources.Length == 0 ? targets : sources).FirstOrDefault()?.Dimension);
        foreach (var source in sources)
        {
            if (targets.FirstOrDefault(t => t.Dimension == source.Dimension) is { } target)
                return (source, target);
        }
        throw new ToolException($"'{from.Trim()}' is {Named(sources[0].Dimension)} and '{to.Trim()}' is {Named(targets[0].Dimension)}; "
            + "only units of the same kind convert into each other. " + Listing(sources[0].Dimension));
    }

    /// <summary>What a spelling can mean, the likeliest first: as written, then whatever its case.</summary>
    public static Unit[] Find(string name)
    {
        var spelling = Normal(name);
        return [.. ByExactName.GetValueOrDefault(spelling, []).Union(ByName.GetValueOrDefault(spelling, []))];
    }

    private static FrozenDictionary<string, Unit[]> Index(StringComparer comparer) => Spellings
        .GroupBy(p => p.Spelling, p => p.Unit, comparer)
        .ToFrozenDictionary(g => g.Key, g => g.Distinct().ToArray(), comparer);

    /// <summary>The same letters for 'sq. ft', 'sq ft', 'SqFt'; 'm^2' and 'm²'; 'miles per hour', 'miles/hour' and 'miles an hour'.</summary>
    private static string Normal(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name.Replace(" per ", "/", StringComparison.OrdinalIgnoreCase).Replace(" an ", "/", StringComparison.OrdinalIgnoreCase))
        {
            var kept = character switch
            {
                '²' => '2',
                '³' => '3',
                'µ' or 'μ' => 'u',
                '′' or '’' => '\'',
                '″' or '”' => '"',
                '^' or '.' or '_' or '-' or '·' or '⋅' or '*' => '\0',
                _ => char.IsWhiteSpace(character) ? '\0' : character,
            };
            if (kept != '\0')
                text.Append(kept);
        }
        return text.ToString();
    }

    private static ToolException Unknown(string name, UnitDimension? wanted)
    {
        var spelling = Normal(name);
        var near = Spellings.Where(s => wanted is null || s.Unit.Dimension == wanted)
            .Select(s => (s.Unit, s.Written, Distance: EditDistance.Between(s.Spelling, spelling)))
            .Where(c => c.Distance <= Math.Max(1, spelling.Length / 3))
            .OrderBy(c => c.Distance).DistinctBy(c => c.Unit).Take(MostSuggestions).Select(c => $"'{c.Written}'").ToList();
        var guess = near.Count == 0 ? string.Empty : $" Did you mean {string.Join(" or ", near)}?";
        var known = wanted is { } dimension ? Listing(dimension) : $"Known are units of {string.Join(", ", Enum.GetValues<UnitDimension>().Select(Words))}.";
        return new($"There is no unit '{(name.Length > 40 ? name[..40] + "..." : name.Trim())}'.{guess} {known}");
    }

    private static string Listing(UnitDimension dimension) =>
        $"Units of {Words(dimension)}: {string.Join(", ", UnitTable.All.Where(u => u.Dimension == dimension).Select(u => u.Symbol))}.";

    private static string Words(UnitDimension dimension) => dimension == UnitDimension.FuelEconomy ? "fuel economy" : dimension.ToString().ToLowerInvariant();

    private static string Named(UnitDimension dimension) => dimension switch
    {
        UnitDimension.Area or UnitDimension.Energy or UnitDimension.Angle => "an " + Words(dimension),
        UnitDimension.Data => "an amount of data",
        _ => "a " + Words(dimension),
    };
}
