namespace AgentFlow.JsonSchema.Repair;

/// <summary>What was wrong with a text that was read as JSON.</summary>
public enum JsonFixKind
{
    /// <summary>A byte order mark was skipped.</summary>
    ByteOrderMark,

    /// <summary>Bytes, or an escaped half of a surrogate pair, that are no character became U+FFFD.</summary>
    InvalidCharacter,

    /// <summary>Words before or after the JSON were left out.</summary>
    SurroundingText,

    /// <summary>A Markdown code fence around the JSON was left out.</summary>
    CodeFence,

    /// <summary>A tag around the JSON, such as <c>&lt;tool_call&gt;</c>, was left out.</summary>
    WrapperTag,

    /// <summary>A comment was left out.</summary>
    Comment,

    /// <summary>A space that JSON does not know, such as a no-break space, was left out.</summary>
    UnusualSpace,

    /// <summary>Several values in a row became an array, or the one that matters was taken.</summary>
    SeveralValues,

    /// <summary>JSON inside a JSON string was taken out of the string.</summary>
    DoubleEncoded,

    /// <summary>The text ended too early and everything open was closed.</summary>
    Truncated,

    /// <summary>A key at the end of a truncated text had no value yet and was dropped.</summary>
    DanglingKey,

    /// <summary>A bracket or brace that was left out was put in.</summary>
    MissingBracket,

    /// <summary>A bracket or brace that closes nothing was left out.</summary>
    ExtraBracket,

    /// <summary>A bracket of the wrong kind was taken as the right one.</summary>
    MismatchedBracket,

    /// <summary>A comma after the last entry was left out.</summary>
    TrailingComma,

    /// <summary>A comma with nothing before it was left out.</summary>
    ExtraComma,

    /// <summary>A comma between two entries was put in.</summary>
    MissingComma,

    /// <summary>A colon after a key was put in.</summary>
    MissingColon,

    /// <summary><c>=</c> or <c>=&gt;</c> was taken as a colon.</summary>
    WrongSeparator,

    /// <summary>A key without a value in a text that goes on got <c>null</c>.</summary>
    MissingValue,

    /// <summary>A quote that opens or closes a string was put in.</summary>
    MissingQuote,

    /// <summary>Single, smart, doubled, tripled or back quotes, or a Python string prefix, became double quotes.</summary>
    QuoteStyle,

    /// <summary>A quote inside a string was escaped.</summary>
    InnerQuote,

    /// <summary>A raw line break, tab or other control character in a string was escaped.</summary>
    RawControlCharacter,

    /// <summary>An escape that JSON does not know was replaced by what it means, or its backslash was kept as text.</summary>
    BadEscape,

    /// <summary>Strings joined by <c>+</c> became one.</summary>
    JoinedStrings,

    /// <summary>A key was put in quotes.</summary>
    UnquotedKey,

    /// <summary>A bare word or phrase was put in quotes.</summary>
    BareWord,

    /// <summary>A literal of another language, such as <c>None</c> or <c>True</c>, became the JSON literal.</summary>
    LiteralForm,

    /// <summary><c>NaN</c> or an infinity, which JSON cannot hold, became <c>null</c>.</summary>
    NotANumber,

    /// <summary>A number in another notation, such as <c>+1</c>, <c>.5</c>, <c>1_000</c> or <c>0x1F</c>, became a JSON number.</summary>
    NumberForm,

    /// <summary>A Python tuple or set became an array.</summary>
    PythonCollection,

    /// <summary>A call around a value, such as <c>ObjectId("...")</c>, was left out.</summary>
    FunctionCall,

    /// <summary>An ellipsis was left out.</summary>
    Ellipsis,

    /// <summary>An earlier entry with the same key was dropped.</summary>
    DuplicateKey,
}
