namespace AgentFlow.JsonSchema.Grammar;

/// <summary>What a rule of the grammar lets through; both the automaton and the text for llama.cpp are made of it.</summary>
internal abstract record Expression
{
    public static Expression Empty { get; } = new Sequence([]);

    /// <summary>Nothing at all, not even the empty text.</summary>
    public static Expression Nothing { get; } = new Choice([]);

    public static Expression Optional(Expression inner) => new Repeat(inner, 0, 1);
}

internal sealed record Literal(string Text) : Expression;

/// <summary>One code point of a set.</summary>
internal sealed record Characters(CodePoints Set) : Expression;

internal sealed record Sequence(Expression[] Parts) : Expression;

internal sealed record Choice(Expression[] Branches) : Expression;

/// <summary>A repetition; without <paramref name="Max"/> it has no end.</summary>
internal sealed record Repeat(Expression Inner, int Min, int? Max) : Expression;

internal sealed record Call(string Rule) : Expression;
