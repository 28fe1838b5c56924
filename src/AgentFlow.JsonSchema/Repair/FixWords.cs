namespace AgentFlow.JsonSchema.Repair;

internal static class FixWords
{
    public static string For(JsonFixKind kind) => kind switch
    {
        JsonFixKind.ByteOrderMark => "byte order mark skipped",
        JsonFixKind.InvalidCharacter => "invalid character replaced",
        JsonFixKind.SurroundingText => "text around the JSON left out",
        JsonFixKind.CodeFence => "code fence left out",
        JsonFixKind.WrapperTag => "tag around the JSON left out",
        JsonFixKind.Comment => "comment left out",
        JsonFixKind.UnusualSpace => "unusual space left out",
        JsonFixKind.SeveralValues => "several values in a row read as one",
        JsonFixKind.DoubleEncoded => "JSON taken out of a string",
        JsonFixKind.Truncated => "truncated text closed",
        JsonFixKind.DanglingKey => "key without a value dropped",
        JsonFixKind.MissingBracket => "missing bracket put in",
        JsonFixKind.ExtraBracket => "extra bracket left out",
        JsonFixKind.MismatchedBracket => "mismatched bracket replaced",
        JsonFixKind.TrailingComma => "trailing comma left out",
        JsonFixKind.ExtraComma => "extra comma left out",
        JsonFixKind.MissingComma => "missing comma put in",
        JsonFixKind.MissingColon => "missing colon put in",
        JsonFixKind.WrongSeparator => "separator replaced by a colon",
        JsonFixKind.MissingValue => "missing value read as null",
        JsonFixKind.MissingQuote => "missing quote put in",
        JsonFixKind.QuoteStyle => "quotes replaced by double quotes",
        JsonFixKind.InnerQuote => "quote inside a string escaped",
        JsonFixKind.RawControlCharacter => "control character escaped",
        JsonFixKind.BadEscape => "unknown escape replaced",
        JsonFixKind.JoinedStrings => "strings joined",
        JsonFixKind.UnquotedKey => "key put in quotes",
        JsonFixKind.BareWord => "bare word put in quotes",
        JsonFixKind.LiteralForm => "literal rewritten",
        JsonFixKind.NotANumber => "value that is not a number read as null",
        JsonFixKind.NumberForm => "number rewritten",
        JsonFixKind.PythonCollection => "tuple or set read as an array",
        JsonFixKind.FunctionCall => "call around a value left out",
        JsonFixKind.Ellipsis => "ellipsis left out",
        JsonFixKind.DuplicateKey => "earlier entry with the same key dropped",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
