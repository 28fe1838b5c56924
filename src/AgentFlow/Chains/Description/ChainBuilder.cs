using System.Collections;
using System.Globalization;
using AgentFlow.Chains.Combinators;
using AgentFlow.Chains.Routing;
using AgentFlow.Chains.Steps;

namespace AgentFlow.Chains;

/// <summary>
/// Builds a chain from its description. Values pass as objects; their types are followed from the input on, so that a step that does not fit
/// is found now and not when it runs.
/// </summary>
internal sealed class ChainBuilder(IReadOnlyDictionary<string, RegisteredStep> steps, IReadOnlyDictionary<Type, StoredType> types)
{
    private readonly List<string> _problems = [];

    public Chain<object?, object?> Build(ChainDescription description, Type input, Type output)
    {
        var (chain, given) = Build(description, input, "$");
        if (given is not null && !given.IsAssignableTo(output))
            Report("$", $"The chain gives {given.Name}; {output.Name} is asked for.");
        return _problems.Count == 0 ? chain : throw new ChainDescriptionException(_problems);
    }

    /// <summary>A chain and the type that it gives; null when that is not known because of a problem that is reported already.</summary>
    private (Chain<object?, object?> Chain, Type? Output) Build(ChainDescription part, Type? input, string at) => part.Kind switch
    {
        ChainKind.Step => BuildStep(part, input, at),
        ChainKind.Passthrough => (Nothing, input),
        ChainKind.Sequence => BuildSequence(part, input, at),
        ChainKind.Parallel => BuildParallel(part, input, at),
        ChainKind.Branch => BuildBranch(part, input, at),
        ChainKind.Route => BuildRoute(part, input, at),
        ChainKind.Map => BuildMap(part, input, at),
        ChainKind.Fallback => BuildFallback(part, input, at),
        ChainKind.Loop => BuildLoop(part, input, at),
        ChainKind.Retry or ChainKind.Timeout or ChainKind.Cache or ChainKind.Config => BuildAround(part, input, at),
        _ => (Nothing, Report(at, $"There is no kind '{part.Kind}'.")),
    };

    private static Chain<object?, object?> Nothing { get; } = new PassthroughChain<object?>();

    private (Chain<object?, object?>, Type?) BuildStep(ChainDescription part, Type? input, string at)
    {
        if (part.Name is null || !steps.TryGetValue(part.Name, out var step))
            return (Nothing, Report(at, $"Step '{part.Name}' is not registered. Registered steps: {string.Join(", ", steps.Keys)}."));
        if (input is not null && !input.IsAssignableTo(step.Chain.InputType))
            Report(at, $"Step '{part.Name}' takes {step.Chain.InputType.Name}, and is given {input.Name}.");
        return (step.Erased, step.Chain.OutputType);
    }

    private (Chain<object?, object?>, Type?) BuildSequence(ChainDescription part, Type? input, string at)
    {
        var parts = Parts(part, at, least: 1);
        var (chain, output) = parts.Count == 0 ? (Nothing, null) : Build(parts[0], input, Place(at, 0));
        for (var i = 1; i < parts.Count; i++)
        {
            (var next, output) = Build(parts[i], output, Place(at, i));
            chain = chain.Then(next);
        }
        return (chain, output);
    }

    private (Chain<object?, object?>, Type?) BuildParallel(ChainDescription part, Type? input, string at)
    {
        var (parts, output) = BuildAll(part, input, at, first: 0, least: 1);
        var labels = Parts(part, at, 1).Select((p, i) => p.Label ?? Unlabelled(Place(at, i))).ToList();
        if (labels.Distinct().Count() < labels.Count)
            Report(at, "Two parts have the same label.");
        if (Settings(part, at, []).Count > 0 || _problems.Count > 0 || output is null)
            return (Nothing, null);
        if (!types.TryGetValue(output, out var type))
            return (Nothing, Report(at, $"A dictionary of {output.Name} cannot be made, because no registered step takes or gives one."));
        var parallel = Chain.Parallel(labels.Zip(parts));
        return (new AdaptedChain<object?, object?, IReadOnlyDictionary<string, object?>, object?>(parallel, static i => i, type.ToDictionary), type.Dictionary);

        string Unlabelled(string place)
        {
            Report(place, "A part of a Parallel has no label, which is the name of its result.");
            return place;
        }
    }

    private (Chain<object?, object?>, Type?) BuildBranch(ChainDescription part, Type? input, string at)
    {
        var parts = Parts(part, at, least: 3);
        if (parts.Count % 2 == 0)
            return (Nothing, Report(at, $"A Branch has {parts.Count} parts; it takes pairs of a condition and what follows from it, and one more for all else."));
        List<(Chain<object?, bool>, Chain<object?, object?>)> cases = [];
        Type? output = null;
        for (var i = 0; i + 1 < parts.Count; i += 2)
        {
            var condition = BuildCondition(parts[i], input, Place(at, i));
            var (then, given) = Build(parts[i + 1], input, Place(at, i + 1));
            output = Common(output, given, Place(at, i + 1));
            cases.Add((condition, then));
        }
        var (otherwise, last) = Build(parts[^1], input, Place(at, parts.Count - 1));
        return (Chain.Branch(otherwise, cases), Common(output, last, Place(at, parts.Count - 1)));
    }

    private (Chain<object?, object?>, Type?) BuildRoute(ChainDescription part, Type? input, string at)
    {
        var descriptions = Parts(part, at, least: 2);
        if (descriptions.Count < 2)
            return (Nothing, null);
        var (choose, name) = Build(descriptions[0], input, Place(at, 0));
        if (name is not null && name != typeof(string))
            Report(Place(at, 0), $"What chooses a route gives {name.Name}; it must give a string, the label of the route, or null.");
        var (parts, output) = BuildAll(part, input, at, first: 1, least: 1);
        var routes = descriptions.Skip(1).SkipLast(1).Select((d, i) => new ChainRoute<object?, object?>
        {
            Name = d.Label ?? $"{i}",
            Description = part.Settings?.GetValueOrDefault(d.Label ?? string.Empty) ?? string.Empty,
            Chain = parts[i],
        });
        var chooser = new AdaptedChain<object?, object?, object?, string?>(choose, static i => i, static o => (string?)o);
        return (new RouteChain<object?, object?>(chooser, [.. routes], parts[^1]), output);
    }

    private (Chain<object?, object?>, Type?) BuildMap(ChainDescription part, Type? input, string at)
    {
        var item = input is null ? null : types.FirstOrDefault(t => input.IsAssignableTo(t.Value.List)).Key;
        if (input is not null && item is null)
            return (Nothing, Report(at, $"A Map takes a list of what a registered step takes or gives, and is given {input.Name}."));
        var (inner, output) = Build(Only(part, at), item, Place(at, 0));
        var settings = Settings(part, at, ["maxConcurrency"]);
        if (output is null)
            return (Nothing, null);
        if (!types.TryGetValue(output, out var type))
            return (Nothing, Report(at, $"A list of {output.Name} cannot be made, because no registered step takes or gives one."));
        var map = Try(at, () => inner.Map(Number(settings, "maxConcurrency") ?? 4));
        return map is null ? (Nothing, null) : (new AdaptedChain<object?, IReadOnlyList<object?>, IReadOnlyList<object?>, object?>(
            map, static list => [.. ((IEnumerable)list!).Cast<object?>()], type.ToList), type.List);
    }

    private (Chain<object?, object?>, Type?) BuildFallback(ChainDescription part, Type? input, string at)
    {
        Settings(part, at, []);
        var (parts, output) = BuildAll(part, input, at, first: 0, least: 1);
        return parts.Count == 0 ? (Nothing, null) : (parts[0].WithFallback(parts.Skip(1)), output);
    }

    private (Chain<object?, object?>, Type?) BuildLoop(ChainDescription part, Type? input, string at)
    {
        var parts = Parts(part, at, least: 2);
        var settings = Settings(part, at, ["maxIterations"]);
        if (parts.Count < 2)
            return (Nothing, null);
        var (body, output) = Build(parts[0], input, Place(at, 0));
        if (input is not null && output is not null && !output.IsAssignableTo(input))
            Report(Place(at, 0), $"The body of a Loop takes {input.Name} and gives {output.Name}; it must give what it takes.");
        var isDone = BuildCondition(parts[1], output, Place(at, 1));
        return (Try(at, () => body.LoopUntil(isDone, Number(settings, "maxIterations") ?? 0)) ?? Nothing, output);
    }

    private (Chain<object?, object?>, Type?) BuildAround(ChainDescription part, Type? input, string at)
    {
        var (inner, output) = Build(Only(part, at), input, Place(at, 0));
        var chain = Try(at, () => part.Kind switch
        {
            ChainKind.Retry => Retry(inner, Settings(part, at, ["maxAttempts", "delay", "maxDelay", "jitter"])),
            ChainKind.Timeout => inner.WithTimeout(Time(Settings(part, at, ["after"]), "after") ?? TimeSpan.Zero),
            ChainKind.Cache => Cache(inner, Settings(part, at, ["capacity", "duration"])),
            _ => Config(inner, part),
        });
        return (chain ?? Nothing, output);
    }

    private static Chain<object?, object?> Retry(Chain<object?, object?> inner, IReadOnlyDictionary<string, string> settings)
    {
        var options = new ChainRetryOptions();
        options.MaxAttempts = Number(settings, "maxAttempts") ?? options.MaxAttempts;
        options.Delay = Time(settings, "delay") ?? options.Delay;
        options.MaxDelay = Time(settings, "maxDelay") ?? options.MaxDelay;
        options.Jitter = settings.TryGetValue("jitter", out var jitter) ? double.Parse(jitter, CultureInfo.InvariantCulture) : options.Jitter;
        return inner.WithRetry(options);
    }

    private static Chain<object?, object?> Cache(Chain<object?, object?> inner, IReadOnlyDictionary<string, string> settings)
    {
        var options = new ChainCacheOptions<object?>();
        options.Capacity = Number(settings, "capacity") ?? options.Capacity;
        options.Duration = Time(settings, "duration");
        return inner.WithCache(options);
    }

    private static Chain<object?, object?> Config(Chain<object?, object?> inner, ChainDescription part)
    {
        var settings = part.Settings ?? new Dictionary<string, string>();
        var metadata = settings.Where(s => s.Key.StartsWith(ConfigChain.MetadataPrefix, StringComparison.Ordinal)).ToDictionary(s => s.Key[ConfigChain.MetadataPrefix.Length..], s => s.Value);
        return inner.WithConfig(part.Name, settings.TryGetValue("tags", out var tags) ? tags.Split(',') : null, metadata);
    }

    private AdaptedChain<object?, object?, object?, bool> BuildCondition(ChainDescription part, Type? input, string at)
    {
        var (chain, output) = Build(part, input, at);
        if (output is not null && output != typeof(bool))
            Report(at, $"A condition gives {output.Name}; it must give true or false.");
        return new AdaptedChain<object?, object?, object?, bool>(chain, static i => i, static o => (bool)o!);
    }

    /// <summary>Parts on the same input that give values of one type.</summary>
    private (List<Chain<object?, object?>> Parts, Type? Output) BuildAll(ChainDescription part, Type? input, string at, int first, int least)
    {
        List<Chain<object?, object?>> built = [];
        Type? output = null;
        foreach (var (i, inner) in Parts(part, at, least).Index().Skip(first))
        {
            var (chain, given) = Build(inner, input, Place(at, i));
            output = Common(output, given, Place(at, i));
            built.Add(chain);
        }
        return (built, output);
    }

    private Type? Common(Type? a, Type? b, string at) =>
        a is null || b is null ? a ?? b : b.IsAssignableTo(a) ? a : a.IsAssignableTo(b) ? b : Report(at, $"It gives {b.Name}, where the parts before it give {a.Name}.");

    private IReadOnlyList<ChainDescription> Parts(ChainDescription part, string at, int least)
    {
        var parts = part.Parts ?? [];
        if (parts.Count < least)
            Report(at, $"A {part.Kind} has {parts.Count} parts; it takes at least {least}.");
        return parts;
    }

    private ChainDescription Only(ChainDescription part, string at)
    {
        var parts = Parts(part, at, 1);
        if (parts.Count > 1)
            Report(at, $"A {part.Kind} has {parts.Count} parts; it takes one.");
        return parts.Count > 0 ? parts[0] : new ChainDescription { Kind = ChainKind.Passthrough };
    }

    private IReadOnlyDictionary<string, string> Settings(ChainDescription part, string at, ReadOnlySpan<string> known)
    {
        var settings = part.Settings ?? new Dictionary<string, string>();
        foreach (var name in settings.Keys)
        {
            if (!known.Contains(name))
                Report(at, $"A {part.Kind} has no setting '{name}' that can be stored.");
        }
        return settings;
    }

    private static int? Number(IReadOnlyDictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static TimeSpan? Time(IReadOnlyDictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var text) ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>Options say by themselves what is wrong with them.</summary>
    private T? Try<T>(string at, Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
        {
            Report(at, error.Message);
            return null;
        }
    }

    private static string Place(string at, int part) => $"{at}.parts[{part}]";

    private Type? Report(string at, string problem)
    {
        _problems.Add($"{at}: {problem}");
        return null;
    }
}
