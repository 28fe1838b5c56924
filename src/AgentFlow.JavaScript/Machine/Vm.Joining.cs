using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>The arrays whose text is being made: one that contains itself is empty there, as in other engines, and does not recur without end.</content>
internal sealed partial class Vm
{
    private readonly Stack<JsObject> _joining = new();

    /// <summary>False where the array's text is being made already. The stack is no deeper than built-ins may nest.</summary>
    public bool EnterJoin(JsObject array)
    {
        foreach (var open in _joining)
        {
            if (ReferenceEquals(open, array))
                return false;
        }

        Charge(_joining.Count);
        _joining.Push(array);
        return true;
    }

    public void LeaveJoin() => _joining.Pop();
}
