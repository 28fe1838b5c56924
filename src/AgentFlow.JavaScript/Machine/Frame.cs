using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>One open call of script.</summary>
internal struct Frame
{
    public ScriptFunction Function;

    /// <summary>new.target of a construction.</summary>
    public JsObject? NewTarget;

    /// <summary>All arguments, where the code needs them beyond its parameters.</summary>
    public Value[]? Args;

    /// <summary>The generator or async function whose frame this is.</summary>
    public Coroutine? Coroutine;

    /// <summary>Where r0 is in the register stack.</summary>
    public int Base;

    /// <summary>The next instruction; valid while a call is open above this frame.</summary>
    public int Pc;

    /// <summary>The absolute register of the caller that gets the result.</summary>
    public int Target;

    public FrameKind Kind;

    /// <summary>True for a plain call by script: returning is nothing but handing over the value.</summary>
    public bool IsSimple;
}
