namespace AgentFlow.Chains;

/// <summary>
/// Steps by name, so that flows made of them can be stored as JSON and built again. A stored flow can do nothing but put these steps
/// together: it holds no code and no settings of a model.
/// </summary>
/// <remarks>Not safe for changes while it is in use.</remarks>
public sealed class ChainRegistry
{
    private readonly Dictionary<string, RegisteredStep> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, StoredType> _types = [];

    /// <summary>The names of the steps, in the order of their registration.</summary>
    public IReadOnlyCollection<string> Names => _steps.Keys;

    /// <summary>Registers a chain as a step.</summary>
    /// <typeparam name="TIn">What it takes.</typeparam>
    /// <typeparam name="TOut">What it gives.</typeparam>
    /// <param name="name">Its name in stored flows.</param>
    /// <param name="chain">The chain, which may be made of others.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">There is a step of that name already.</exception>
    public ChainRegistry Add<TIn, TOut>(string name, Chain<TIn, TOut> chain)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(chain);
        var erased = new AdaptedChain<object?, TIn, TOut, object?>(chain, static input => (TIn)input!, static output => output);
        if (!_steps.TryAdd(name, new RegisteredStep(chain, erased)))
            throw new ArgumentException($"There is a step '{name}' already. Give each its own name.", nameof(name));
        _types.TryAdd(typeof(TIn), new StoredType<TIn>());
        _types.TryAdd(typeof(TOut), new StoredType<TOut>());
        return this;
    }

    /// <summary>Describes a chain down to its registered steps.</summary>
    /// <param name="chain">A chain of registered steps.</param>
    /// <exception cref="ArgumentException">It has steps that are not registered, or delegates of its own, which cannot be stored. All are reported together.</exception>
    public ChainDescription Describe(Chain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var describer = new ChainDescriber(NameOf);
        var description = describer.Describe(chain);
        List<string> problems = [.. describer.UnknownSteps.Select(s => $"Step '{s}' is not registered.")];
        AddFunctions(description, problems);
        return problems.Count == 0
            ? description
            : throw new ArgumentException($"The chain cannot be stored. {string.Join(' ', problems)} Add such steps, or the chain that they are part of, to the registry.", nameof(chain));
    }

    /// <summary>Describes a chain down to its registered steps, as JSON to be stored.</summary>
    /// <inheritdoc cref="Describe(Chain)"/>
    public string ToJson(Chain chain) => Describe(chain).ToJson();

    /// <summary>Builds a chain from its description.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TOut">What the chain gives.</typeparam>
    /// <param name="description">What <see cref="Describe"/> gave, or what somebody wrote by hand.</param>
    /// <exception cref="ChainDescriptionException">A step is not registered, types do not fit, a setting is wrong. All problems are reported together.</exception>
    public Chain<TIn, TOut> Build<TIn, TOut>(ChainDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        var chain = new ChainBuilder(_steps, _types).Build(description, typeof(TIn), typeof(TOut));
        return new AdaptedChain<TIn, object?, object?, TOut>(chain, static input => input, static output => (TOut)output!);
    }

    /// <summary>Builds a chain from its description as JSON.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TOut">What the chain gives.</typeparam>
    /// <param name="json">What <see cref="ToJson"/> gave, or what somebody wrote by hand.</param>
    /// <exception cref="ChainDescriptionException">The text is no description, a step is not registered, types do not fit, a setting is wrong.</exception>
    public Chain<TIn, TOut> FromJson<TIn, TOut>(string json)
    {
        try
        {
            return Build<TIn, TOut>(ChainDescription.FromJson(json));
        }
        catch (System.Text.Json.JsonException error)
        {
            throw new ChainDescriptionException([error.Message], error);
        }
    }

    private string? NameOf(Chain chain)
    {
        foreach (var (name, step) in _steps)
        {
            if (ReferenceEquals(step.Chain, chain))
                return name;
        }
        return null;
    }

    private static void AddFunctions(ChainDescription part, List<string> problems)
    {
        foreach (var (name, value) in part.Settings ?? new Dictionary<string, string>())
        {
            if (value == ChainDescriber.Function && !name.StartsWith(Combinators.ConfigChain.MetadataPrefix, StringComparison.Ordinal))
                problems.Add($"'{name}' of a {part.Kind} is a function.");
        }
        foreach (var inner in part.Parts ?? [])
            AddFunctions(inner, problems);
    }
}
