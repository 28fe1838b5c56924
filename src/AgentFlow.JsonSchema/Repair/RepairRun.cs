namespace AgentFlow.JsonSchema.Repair;

/// <summary>One reading of one text: strict JSON and the fixes, or a failure.</summary>
internal sealed class RepairRun
{
    private readonly RepairOutput _written;

    public RepairRun(ReadOnlySpan<byte> utf8, JsonRepairOptions options, int level)
    {
        _written = new RepairOutput(utf8.Length);
        var parser = new RepairParser(utf8, _written, Fixes, options, level);
        var values = new List<RootValue>();
        if (!parser.TryParse(values))
            Failure = parser.Failure ?? new RepairFailure(JsonRepairErrorKind.NoValue, 0, Wanted(options.Root));
        else
            Failure = Select(values, options.Root);
        Steps = parser.Steps;
    }

    public List<RepairFix> Fixes { get; } = [];

    public RepairFailure? Failure { get; }

    public long Steps { get; }

    public byte[] Json { get; private set; } = [];

    private static string Wanted(JsonRoot root) => root switch
    {
        JsonRoot.AnObject => "a JSON object",
        JsonRoot.AnArray => "a JSON array",
        _ => "a JSON value",
    };

    private RepairFailure? Select(List<RootValue> values, JsonRoot root)
    {
        if (values.Count > 1)
            Fixes.Add(new RepairFix(JsonFixKind.SeveralValues, values[1].Offset));
        return root switch
        {
            JsonRoot.AnObject => SelectObject(values),
            JsonRoot.AnArray => SelectArray(values),
            _ => values.Count == 1 ? Take(values[0]) : TakeAll(values),
        };
    }

    private RepairFailure? SelectObject(List<RootValue> values)
    {
        var objects = values.FindAll(value => Begins(value, '{'));
        if (objects.Count == 0)
            return new RepairFailure(JsonRepairErrorKind.WrongRoot, values[0].Offset, Wanted(JsonRoot.AnObject));
        var full = objects.FindAll(value => value.End - value.Start > 2);
        if (full.Count == 0)
            return Take(objects[0]);
        foreach (var other in full)
        {
            if (!Bytes(other).SequenceEqual(Bytes(full[0])))
                return new RepairFailure(JsonRepairErrorKind.SeveralValues, other.Offset, $"one JSON object, not {full.Count} different ones in a row");
        }
        return Take(full[0]);
    }

    private RepairFailure? SelectArray(List<RootValue> values)
    {
        var arrays = values.FindAll(value => Begins(value, '['));
        if (arrays.Count == 0)
        {
            return values.Count > 1
                ? TakeAll(values)
                : new RepairFailure(JsonRepairErrorKind.WrongRoot, values[0].Offset, Wanted(JsonRoot.AnArray));
        }
        return arrays.Count == 1
            ? Take(arrays[0])
            : new RepairFailure(JsonRepairErrorKind.SeveralValues, arrays[1].Offset, $"one JSON array, not {arrays.Count} in a row");
    }

    private bool Begins(RootValue value, char bracket) => _written.Written[value.Start] == bracket;

    private ReadOnlySpan<byte> Bytes(RootValue value) => _written.Written[value.Start..value.End];

    private RepairFailure? Take(RootValue value)
    {
        var json = new RepairOutput(value.End - value.Start);
        _written.CopyTo(json, value.Start, value.End);
        Json = json.Written.ToArray();
        return null;
    }

    private RepairFailure? TakeAll(List<RootValue> values)
    {
        var json = new RepairOutput(_written.Length);
        foreach (var value in values)
        {
            json.Write((byte)(json.Length == 0 ? '[' : ','));
            _written.CopyTo(json, value.Start, value.End);
        }
        json.Write((byte)']');
        Json = json.Written.ToArray();
        return null;
    }
}
