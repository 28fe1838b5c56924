namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>What a piece of a mustache template is.</summary>
internal enum TagKind
{
    Text,
    Variable,
    RawVariable,
    Section,
    InvertedSection,
    Close,
    Comment,
    Delimiters,
    Partial,
    Parent,
    Block,
}
