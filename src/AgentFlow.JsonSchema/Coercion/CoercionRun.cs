using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentFlow.JsonSchema.Evaluation;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Coercion;

/// <summary>One coercion of one value.</summary>
internal ref partial struct CoercionRun
{
    /// <summary>
    /// How many references, <c>allOf</c> and choices may follow one another on the same value; a schema may be endless
    /// there.
    /// </summary>
    public const int DeepestInPlace = 32;

    // How many values may be looked at while branches are compared or far along a chain of references, after which a value is left
    // alone: a schema that refers to itself twice would double the work at every step.
    private const int MostTrials = 100_000;
    private const int LongChain = 4;

    private readonly ArgumentCoercionOptions _options;
    private readonly bool _checksOnly;

    // Whether the value that is visited next is an array that an earlier schema of the same place has put around it.
    private bool _isMade;
    private int _choiceDepth;
    private int _trials;

    /// <param name="options">What may be done beyond what the schema says.</param>
    /// <param name="checksOnly">Whether to count what would change as a misfit and leave it, which allocates nothing.</param>
    public CoercionRun(ArgumentCoercionOptions options, bool checksOnly)
    {
        _options = options;
        _checksOnly = checksOnly;
    }

    public List<PendingChange>? Changes { get; private set; }

    private readonly int ChangeCount => Changes?.Count ?? 0;

    /// <param name="plan">What the schema says here.</param>
    /// <param name="value">The value as it is.</param>
    /// <param name="mayDrop">Whether properties that the plan does not know may be dropped; not where another schema may know them.</param>
    /// <param name="inPlace">How many schemas led here on the same value.</param>
    /// <param name="misfits">Counts what does not fit afterwards.</param>
    /// <returns>The value as it should be.</returns>
    public JsonElement Visit(CoercionPlan plan, JsonElement value, bool mayDrop, int inPlace, ref int misfits)
    {
        var (given, isMade) = (value.ValueKind, _isMade);
        _isMade = false;
        if (plan.IsNever || inPlace > DeepestInPlace || !RuntimeHelpers.TryEnsureSufficientExecutionStack() || ((_choiceDepth > 0 || inPlace > LongChain) && ++_trials > MostTrials))
        {
            misfits++;
            return value;
        }
        value = ConvertType(plan, value, inPlace, ref misfits);
        // What a new array holds is the same value still, also for the schemas that come after the one that asked for the array.
        isMade |= value.ValueKind != given;
        var inside = isMade ? inPlace + 1 : 0;
        value = ConvertFormat(plan, value, ref misfits);
        value = ConvertAllowed(plan, value, ref misfits);
        if (value.ValueKind == JsonValueKind.Object)
            value = VisitObject(plan, value, mayDrop, ref misfits);
        else if (value.ValueKind == JsonValueKind.Array)
            value = VisitArray(plan, value, inside, ref misfits);
        var mayDropBelow = mayDrop && plan.Properties.Length == 0 && plan.AllOf.Length + plan.Choices.Length == 1;
        foreach (var part in plan.AllOf)
        {
            _isMade = isMade || value.ValueKind != given;
            value = Visit(part, value, mayDropBelow, inPlace + 1, ref misfits);
        }
        foreach (var branches in plan.Choices)
            value = Choose(branches, value, mayDropBelow, inPlace + 1, isMade || value.ValueKind != given, ref misfits);
        return value;
    }

    private void Report(ArgumentChangeKind kind, JsonElement? from, JsonElement? to, string pointer = "") =>
        (Changes ??= []).Add(new PendingChange(pointer, kind, from, to));

    /// <summary>Puts a step before the pointers of the changes from <paramref name="first"/> on.</summary>
    private readonly void Prefix(int first, string step)
    {
        for (var i = first; i < ChangeCount; i++)
            Changes![i] = Changes[i] with { Pointer = string.Concat(step, Changes[i].Pointer) };
    }

    private readonly void Undo(int count)
    {
        if (ChangeCount > count)
            Changes!.RemoveRange(count, Changes.Count - count);
    }

    /// <summary>Whether a value would fit after coercion.</summary>
    private bool Fits(CoercionPlan plan, JsonElement value, int inPlace)
    {
        var (count, misfits) = (ChangeCount, 0);
        _choiceDepth++;
        Visit(plan, value, mayDrop: true, inPlace + 1, ref misfits);
        _choiceDepth--;
        Undo(count);
        return misfits == 0;
    }

    /// <summary>Takes the branch that needs the fewest changes; when two that differ need as few, none.</summary>
    private JsonElement Choose(CoercionPlan[] branches, JsonElement value, bool mayDrop, int inPlace, bool isMade, ref int misfits)
    {
        var (best, bestCost, isTie) = (value, int.MaxValue, false);
        List<PendingChange>? bestChanges = null;
        _choiceDepth++;
        foreach (var branch in branches)
        {
            var (count, unfit) = (ChangeCount, 0);
            _isMade = isMade;
            var coerced = Visit(branch, value, mayDrop, inPlace, ref unfit);
            if (unfit == 0 && ChangeCount == count)
            {
                _choiceDepth--;
                return value;
            }
            if (unfit == 0)
            {
                var made = Changes![count..];
                var cost = made.Sum(change => change.Cost);
                if (cost < bestCost)
                    (best, bestCost, bestChanges, isTie) = (coerced, cost, made, false);
                else if (cost == bestCost && !JsonEquality.AreEqual(best, coerced))
                    isTie = true;
            }
            Undo(count);
        }
        _choiceDepth--;
        if (bestCost == int.MaxValue || isTie)
        {
            misfits++;
            return value;
        }
        Changes!.AddRange(bestChanges!);
        return best;
    }

    private static JsonElement Text(string text)
    {
        var json = new RepairOutput(text.Length + 2);
        json.Write((byte)'"');
        foreach (var rune in text.EnumerateRunes())
            json.WriteCharacter(rune);
        json.Write((byte)'"');
        return JsonElement.Parse(json.Written);
    }
}
