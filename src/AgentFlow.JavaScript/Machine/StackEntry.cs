namespace AgentFlow.JavaScript.Machine;

/// <summary>One open call: its code and the instruction it was at.</summary>
internal readonly record struct StackEntry(CodeBlock Code, int Pc)
{
    /// <summary>As stack traces show it: <c>name (script.js:line:column)</c>.</summary>
    public override string ToString()
    {
        var at = Code.Source.PositionOf(Code.PositionAt(Pc).Offset);
        var place = $"{Code.Source.Name}:{at.Line}:{at.Column}";
        return Code.Name.Length > 0 ? $"{Code.Name} ({place})" : place;
    }
}
