using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Tools;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>The values found so far for each parameter, and the spans that are used up.</summary>
internal sealed class Assignment
{
    private readonly HashSet<Mention> _used = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ParameterDescriptor, List<Value>> _values = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyDictionary<ParameterDescriptor, List<Value>> Values => _values;

    public bool Has(ParameterDescriptor parameter) => _values.ContainsKey(parameter);

    public bool IsUsed(Mention mention) => _used.Contains(mention);

    public void Use(Mention mention) => _used.Add(mention);

    public void Add(ParameterDescriptor parameter, Value value)
    {
        if (!_values.TryGetValue(parameter, out var values))
            _values[parameter] = values = [];
        values.Add(value);
        values.Sort((a, b) => a.Position.CompareTo(b.Position));
        if (value.Source is not null)
            _used.Add(value.Source);
    }

    public void Set(ParameterDescriptor parameter, IEnumerable<Value> values)
    {
        _values.Remove(parameter);
        foreach (var value in values)
            Add(parameter, value);
    }
}
