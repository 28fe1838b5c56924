using System.Buffers;
using System.Runtime.CompilerServices;
using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>Why an evaluation was given up.</summary>
internal enum EvaluationLimit : byte
{
    None,
    Depth,
    Steps,
    PatternTime,
    NumberLength,
}

/// <summary>What one evaluation may still cost, and the schema resources it has entered.</summary>
internal struct EvaluationState(int maxDepth, int maxSteps, bool tracksScope)
{
    private const int StackCheckInterval = 16;
    private int _depth;
    private int _steps = maxSteps;
    private TimeSpan _patternTime;
    private SchemaResource[]? _scope;
    private int _scopeCount;

    public EvaluationLimit Limit { get; private set; }

    public readonly bool TracksScope => tracksScope;

    /// <summary>Starts the evaluation of one schema against one value; false once a limit is reached.</summary>
    public bool Enter()
    {
        if (++_depth > maxDepth || (_depth % StackCheckInterval == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
            Stop(EvaluationLimit.Depth);
        return Charge(1);
    }

    public void Leave() => _depth--;

    /// <summary>Pays for work that grows with the instance or the schema; false once a limit is reached.</summary>
    public bool Charge(int steps)
    {
        _steps -= steps;
        if (_steps < 0)
            Stop(EvaluationLimit.Steps);
        return Limit == EvaluationLimit.None;
    }

    /// <summary>Pays for a match that backtracks; false once all of them together took longer than one may.</summary>
    public bool ChargePattern(TimeSpan elapsed, TimeSpan limit)
    {
        _patternTime += elapsed;
        if (_patternTime > limit)
            Stop(EvaluationLimit.PatternTime);
        return Limit == EvaluationLimit.None;
    }

    /// <summary>Gives up. The first reason stays.</summary>
    public void Stop(EvaluationLimit limit)
    {
        if (Limit == EvaluationLimit.None)
            Limit = limit;
        // Whatever still runs finds nothing left to spend, so that it unwinds at once.
        _steps = -1;
    }

    /// <summary>Enters a resource of the dynamic scope unless it is the innermost already.</summary>
    public bool Push(SchemaResource resource)
    {
        if (_scopeCount > 0 && _scope![_scopeCount - 1] == resource)
            return false;
        if (_scope is null || _scopeCount == _scope.Length)
            Grow();
        _scope![_scopeCount++] = resource;
        return true;
    }

    public void Pop() => _scopeCount--;

    /// <summary>The target of a dynamic reference: the outermost entered resource that has the anchor.</summary>
    public readonly SchemaNode Resolve(DynamicReference reference)
    {
        if (reference.Anchor is null)
            return reference.Target;
        for (var index = 0; index < _scopeCount; index++)
        {
            if (_scope![index].DynamicNodes.TryGetValue(reference.Anchor, out var node))
                return node;
        }
        return reference.Target;
    }

    public void Dispose()
    {
        if (_scope is not null)
            ArrayPool<SchemaResource>.Shared.Return(_scope, clearArray: true);
        _scope = null;
    }

    private void Grow()
    {
        var larger = ArrayPool<SchemaResource>.Shared.Rent(Math.Max(16, _scopeCount * 2));
        _scope?.CopyTo(larger, 0);
        if (_scope is not null)
            ArrayPool<SchemaResource>.Shared.Return(_scope, clearArray: true);
        _scope = larger;
    }
}
