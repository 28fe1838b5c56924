using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;
using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Explanation;

using ElementEvaluator = Evaluator<ElementValue, ElementMembers, ElementItems>;

/// <summary>
/// Says why a value that is known to be invalid is so. Exhaustive, it lists every keyword that failed, as the standard's outputs do;
/// otherwise it lists what a language model should mend: of several alternatives only the one that was probably meant, and no consequences
/// of other errors.
/// </summary>
internal sealed partial class Explainer(SchemaNode root, EvaluationState state, SchemaOptions options, bool isExhaustive)
{
    /// <summary>How many errors of one alternative are looked at to compare it with the others.</summary>
    private const int MaxBranchErrors = 16;

    private readonly InstancePath _path = new();
    private readonly List<(SchemaNode Holder, string Keyword, SchemaNode Target)> _hops = [];
    private List<SchemaError> _errors = [];
    private int _maxErrors;

    private bool IsFull => _errors.Count >= _maxErrors || state.Limit != EvaluationLimit.None;

    public IReadOnlyList<SchemaError> Explain(JsonElement instance, int maxErrors)
    {
        _maxErrors = maxErrors;
        Explain(root, instance);
        if (_errors.Count == 0)
            AddLimit(instance);
        state.Dispose();
        return _errors;
    }

    private bool IsValid(SchemaNode node, JsonElement value) => ElementEvaluator.Evaluate(node, new ElementValue(value), ref state, default);

    private void Explain(SchemaNode node, JsonElement value)
    {
        if (node.Always == true || IsFull)
            return;
        if (node.Always == false)
        {
            Add(node, "", new Complaint { Expected = "no value here", Found = JsonWords.Show(value), Fix = "Remove it." });
            return;
        }
        if (!state.Enter())
            return;
        var pushed = state.TracksScope && state.Push(node.Resource);
        var before = _errors.Count;
        ExplainKeywords(node, value);
        // What is left over is explained only once the rest holds: a property whose own schema fails is not "unevaluated" as well.
        if (_errors.Count == before || isExhaustive)
            ExplainUnevaluated(node, value);
        if (pushed)
            state.Pop();
        state.Leave();
    }

    private void ExplainKeywords(SchemaNode node, JsonElement value)
    {
        var before = _errors.Count;
        ExplainValues(node, value);
        // A value of the wrong type fails much else, which tells nothing new.
        if (_errors.Count > before && !isExhaustive)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when node.Object is not null:
                ExplainObject(node, node.Object, value);
                break;
            case JsonValueKind.Array when node.Array is not null:
                ExplainArray(node, node.Array, value);
                break;
            case JsonValueKind.String when node.String is not null:
                ExplainString(node, node.String, value);
                break;
            case JsonValueKind.Number when node.Number is not null:
                ExplainNumber(node, node.Number, value);
                break;
            default:
                break;
        }
        if (node.InPlace is not null)
            ExplainInPlace(node, node.InPlace, value);
    }

    private void ExplainReference(SchemaNode holder, string keyword, SchemaNode target, JsonElement value)
    {
        _hops.Add((holder, keyword, target));
        Explain(target, value);
        _hops.RemoveAt(_hops.Count - 1);
    }

    /// <summary>Collects the errors of one alternative apart from the others.</summary>
    private List<SchemaError> ExplainApart(SchemaNode node, JsonElement value)
    {
        var (errors, maxErrors) = (_errors, _maxErrors);
        (_errors, _maxErrors) = ([], MaxBranchErrors);
        Explain(node, value);
        var own = _errors;
        (_errors, _maxErrors) = (errors, maxErrors);
        return own;
    }

    private void Add(SchemaNode node, string keyword, Complaint complaint, string? instancePointer = null)
    {
        // Past a limit every check says no, which tells nothing of the value.
        if (IsFull)
            return;
        var pointer = instancePointer ?? _path.ToString();
        _errors.Add(new SchemaError
        {
            InstancePointer = pointer,
            SchemaPointer = node.Resource.Document.Locate(keyword.Length == 0 ? node.Pointer : $"{node.Pointer}/{keyword}"),
            EvaluationPath = EvaluationPath(node, keyword),
            Keyword = keyword.Length == 0 ? "false" : keyword,
            Expected = complaint.Expected,
            Found = complaint.Found,
            Fix = complaint.Fix,
            Choice = complaint.Choice,
            Message = complaint.Write(pointer),
        });
    }

    private string EvaluationPath(SchemaNode node, string keyword)
    {
        var path = "";
        var from = root.Pointer;
        foreach (var hop in _hops)
        {
            path += $"{hop.Holder.Pointer[from.Length..]}/{hop.Keyword}";
            from = hop.Target.Pointer;
        }
        return path + node.Pointer[from.Length..] + (keyword.Length == 0 ? "" : "/" + keyword);
    }

    private void AddLimit(JsonElement instance)
    {
        var (keyword, expected) = state.Limit switch
        {
            EvaluationLimit.Depth => ("maxDepth", $"a value that is checked within {options.MaxDepth} levels"),
            EvaluationLimit.Steps => ("maxSteps", $"a value that is checked within {options.MaxSteps} steps"),
            EvaluationLimit.PatternTime => ("patternTimeout", "a string that its pattern decides in time"),
            EvaluationLimit.NumberLength => ("multipleOf", $"numbers of at most {JsonNumber.MaxDividedDigits} digits"),
            _ => ("schema", "a value that matches the schema"),
        };
        var complaint = new Complaint { Expected = expected, Found = JsonWords.Show(instance), Fix = state.Limit == EvaluationLimit.None ? null : "Send a smaller or simpler value." };
        _errors.Add(new SchemaError
        {
            InstancePointer = "",
            SchemaPointer = root.Resource.Document.Locate(root.Pointer),
            Keyword = keyword,
            Expected = complaint.Expected,
            Found = complaint.Found,
            Fix = complaint.Fix,
            Message = complaint.Write(""),
        });
    }
}
