using System.Globalization;
using System.Text;

namespace AgentFlow.JsonSchema.Grammar;

/// <summary>JSON in the one form that the grammar writes: no white space but one space where models are used to it, and no escapes but those that must be.</summary>
internal static class JsonExpressions
{
    private const string ShortEscapes = "\"\"\\\\\bb\ff\nn\rr\tt";
    private static readonly CodePoints Escaped = new((0, 0x1F), ('"', '"'), ('\\', '\\'));
    private static readonly CodePoints Digit = new(('0', '9'));

    public static Expression Digits(int min, int? max) => new Repeat(new Characters(Digit), min, max);

    public static Expression Whole { get; } = new Choice(
        [new Literal("0"), new Sequence([new Characters(new CodePoints(('1', '9'))), Digits(0, null)])]);

    /// <summary>A text behind which one space may stand. More than one would let a model write spaces without end.</summary>
    public static Expression Spaced(string text) => new Sequence([new Literal(text), Expression.Optional(new Literal(" "))]);

    /// <summary>One character of a string, by what it means.</summary>
    public static Expression Character(CodePoints set)
    {
        var branches = new List<Expression>();
        var direct = set.Except(Escaped);
        if (!direct.IsEmpty)
            branches.Add(new Characters(direct));
        foreach (var codePoint in Enumerable.Range(0, 0x20).Append('"').Append('\\').Where(set.Contains))
            branches.Add(new Literal(Escape((char)codePoint)));
        return branches.Count == 1 ? branches[0] : new Choice([.. branches]);
    }

    /// <summary>A string as JSON text.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(c < 0x20 || c is '"' or '\\' ? Escape(c) : c.ToString());
        return quoted.Append('"').ToString();
    }

    private static string Escape(char c)
    {
        for (var i = 0; i < ShortEscapes.Length; i += 2)
        {
            if (ShortEscapes[i] == c)
                return "\\" + ShortEscapes[i + 1];
        }
        return "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture);
    }
}
