namespace AgentFlow.Guardrails.Taint;

/// <summary>When a call counts as drawn from untrusted text.</summary>
public enum TaintMode
{
    /// <summary>
    /// When an argument has words in common with the untrusted text that neither the user nor anything trusted has said. A model that puts the text into other words, or
    /// encodes it, is not noticed.
    /// </summary>
    Derived,

    /// <summary>When there is any untrusted text in what the model may have seen, whatever the arguments are.</summary>
    AnyInContext,
}
