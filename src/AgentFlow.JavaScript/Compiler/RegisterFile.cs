using System.Collections;

namespace AgentFlow.JavaScript.Compiler;

/// <summary>Hands out registers as a stack: variables when their scope begins, temporaries within an expression.</summary>
internal sealed class RegisterFile
{
    private const int Limit = ushort.MaxValue - 2;

    private readonly BitArray _variables = new(64);
    private readonly int _functionStart;

    public RegisterFile(int first, int functionStart)
    {
        _functionStart = functionStart;
        Take(first);
    }

    /// <summary>The first free register; assigning an earlier value frees what was taken since.</summary>
    public int Next { get; set; }

    public int Count { get; private set; }

    public int Take(int count = 1)
    {
        var register = Next;
        Next += count;
        if (Next > Limit)
            throw new CodeTooLargeException("variables and intermediate values", _functionStart);

        Count = Math.Max(Count, Next);

        return register;
    }

    /// <summary>Notes whether a register holds a variable: such a one takes a value only when an expression is complete.</summary>
    public void MarkVariable(int register, bool isVariable)
    {
        if (register >= _variables.Length)
            _variables.Length = Math.Max(register + 1, _variables.Length * 2);

        _variables[register] = isVariable;
    }

    public bool IsVariable(int register) => register < _variables.Length && _variables[register];
}
