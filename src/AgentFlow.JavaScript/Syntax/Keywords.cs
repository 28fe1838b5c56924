namespace AgentFlow.JavaScript.Syntax;

/// <summary>The reserved words of strict code.</summary>
internal static class Keywords
{
    /// <summary>Whether the text is a reserved word, and which.</summary>
    public static bool TryGet(ReadOnlySpan<char> text, out TokenKind kind, out string word)
    {
        // All reserved words are lower case and two to ten letters long.
        (kind, word) = text.Length is >= 2 and <= 10 && text[0] is >= 'b' and <= 'y' ? Find(text) : (TokenKind.Name, "");

        return kind != TokenKind.Name;
    }

    // A switch needs no table to be built: a program's first parse is most of its first run.
    private static (TokenKind Kind, string Word) Find(ReadOnlySpan<char> text) =>
        text switch
        {
            "break" => (TokenKind.Break, "break"),
            "case" => (TokenKind.Case, "case"),
            "catch" => (TokenKind.Catch, "catch"),
            "class" => (TokenKind.Class, "class"),
            "const" => (TokenKind.Const, "const"),
            "continue" => (TokenKind.Continue, "continue"),
            "debugger" => (TokenKind.Debugger, "debugger"),
            "default" => (TokenKind.Default, "default"),
            "delete" => (TokenKind.Delete, "delete"),
            "do" => (TokenKind.Do, "do"),
            "else" => (TokenKind.Else, "else"),
            "enum" => (TokenKind.Enum, "enum"),
            "export" => (TokenKind.Export, "export"),
            "extends" => (TokenKind.Extends, "extends"),
            "false" => (TokenKind.False, "false"),
            "finally" => (TokenKind.Finally, "finally"),
            "for" => (TokenKind.For, "for"),
            "function" => (TokenKind.Function, "function"),
            "if" => (TokenKind.If, "if"),
            "import" => (TokenKind.Import, "import"),
            "in" => (TokenKind.In, "in"),
            "instanceof" => (TokenKind.InstanceOf, "instanceof"),
            "new" => (TokenKind.New, "new"),
            "null" => (TokenKind.Null, "null"),
            "return" => (TokenKind.Return, "return"),
            "super" => (TokenKind.Super, "super"),
            "switch" => (TokenKind.Switch, "switch"),
            "this" => (TokenKind.This, "this"),
            "throw" => (TokenKind.Throw, "throw"),
            "true" => (TokenKind.True, "true"),
            "try" => (TokenKind.Try, "try"),
            "typeof" => (TokenKind.TypeOf, "typeof"),
            "var" => (TokenKind.Var, "var"),
            "void" => (TokenKind.Void, "void"),
            "while" => (TokenKind.While, "while"),
            "with" => (TokenKind.With, "with"),
            "implements" => (TokenKind.Implements, "implements"),
            "interface" => (TokenKind.Interface, "interface"),
            "let" => (TokenKind.Let, "let"),
            "package" => (TokenKind.Package, "package"),
            "private" => (TokenKind.Private, "private"),
            "protected" => (TokenKind.Protected, "protected"),
            "public" => (TokenKind.Public, "public"),
            "static" => (TokenKind.Static, "static"),
            "yield" => (TokenKind.Yield, "yield"),
            _ => (TokenKind.Name, ""),
        };
}
