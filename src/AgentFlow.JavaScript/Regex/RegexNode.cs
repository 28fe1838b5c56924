namespace AgentFlow.JavaScript.Regex;

/// <summary>A part of a pattern.</summary>
internal abstract class RegexNode
{
    /// <summary>Whether the part can match without taking a character.</summary>
    public abstract bool IsNullable { get; }
}

internal sealed class CharNode(int character) : RegexNode
{
    public int Character { get; } = character;

    public override bool IsNullable => false;
}

/// <summary>One character of a set; <see cref="Set"/> is null for a dot.</summary>
internal sealed class SetNode(CharSet? set, bool inverted) : RegexNode
{
    public CharSet? Set { get; } = set;

    public bool Inverted { get; } = inverted;

    public override bool IsNullable => false;
}

internal sealed class SequenceNode(RegexNode[] items) : RegexNode
{
    public RegexNode[] Items { get; } = items;

    public override bool IsNullable { get; } = Array.TrueForAll(items, static i => i.IsNullable);
}

internal sealed class AlternationNode(RegexNode[] items) : RegexNode
{
    public RegexNode[] Items { get; } = items;

    public override bool IsNullable { get; } = Array.Exists(items, static i => i.IsNullable);
}

/// <summary>A group that captures; groups count from 1.</summary>
internal sealed class GroupNode(int index, RegexNode body) : RegexNode
{
    public int Index { get; } = index;

    public RegexNode Body { get; } = body;

    public override bool IsNullable => Body.IsNullable;
}

internal sealed class BackreferenceNode(int index, string? name) : RegexNode
{
    /// <summary>The group, set at the end of the pattern where it was referred to by name.</summary>
    public int Index { get; set; } = index;

    public string? Name { get; } = name;

    public override bool IsNullable => true;
}

internal enum AssertionKind
{
    Start,
    End,
    WordBoundary,
    NoWordBoundary,
}

internal sealed class AssertionNode(AssertionKind kind) : RegexNode
{
    public AssertionKind Kind { get; } = kind;

    public override bool IsNullable => true;
}

internal sealed class LookNode(RegexNode body, bool behind, bool negative) : RegexNode
{
    public RegexNode Body { get; } = body;

    public bool Behind { get; } = behind;

    public bool Negative { get; } = negative;

    public override bool IsNullable => true;
}

/// <summary>A repetition. The groups from <see cref="FirstGroup"/> up to <see cref="GroupEnd"/> lie within and are forgotten at each round.</summary>
internal sealed class RepeatNode(RegexNode body, int min, int max, bool greedy, int firstGroup, int groupEnd) : RegexNode
{
    public RegexNode Body { get; } = body;

    public int Min { get; } = min;

    /// <summary>The most rounds; <see cref="int.MaxValue"/> for any number.</summary>
    public int Max { get; } = max;

    public bool Greedy { get; } = greedy;

    public int FirstGroup { get; } = firstGroup;

    public int GroupEnd { get; } = groupEnd;

    public override bool IsNullable { get; } = min == 0 || body.IsNullable;
}
