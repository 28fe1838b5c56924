using System.Text.RegularExpressions;

namespace AgentFlow.Architecture.Tests.Code;

/// <summary>Finds the types and members of a C# file by its braces. Works on what <see cref="CodeOnly"/> leaves.</summary>
internal sealed partial class Declarations
{
    private readonly string _code;
    private readonly List<Declaration> _found = [];
    private int _at;

    private Declarations(string code) => _code = code;

    public static IReadOnlyList<Declaration> Of(string source)
    {
        var reader = new Declarations(CodeOnly.Of(source));
        reader.ReadContainer(0);
        return reader._found;
    }

    /// <summary>Reads what stands in a file, a namespace or a type, up to the brace that ends it.</summary>
    private void ReadContainer(int depth)
    {
        while (SkipSpaceAndAttributes() && _code[_at] != '}')
            ReadDeclaration(depth);
        _at++;
    }

    private void ReadDeclaration(int depth)
    {
        var start = _at;
        var end = FindHeaderEnd();
        var header = Spaces().Replace(_code[start..end], " ").Trim();
        var type = TypeHeader().Match(header);
        var isBlock = end < _code.Length && _code[end] == '{';
        _at = end;
        if (header.StartsWith("namespace ", StringComparison.Ordinal) && isBlock)
        {
            _at++;
            ReadContainer(depth);
            return;
        }
        var place = _found.Count;
        var isData = !type.Success && Assigns(header);
        if (isBlock && type.Success)
        {
            _at++;
            ReadContainer(depth + 1);
        }
        else if (isBlock)
        {
            SkipBlock();
            if (HasArrowOrAssignment(header) || NextIs('='))
                SkipTo(';');
        }
        else if (end < _code.Length && _code[end] == ';')
        {
            _at++;
        }
        else
        {
            return; // The rest of an enum.
        }
        if (header.Length == 0 || header.StartsWith("using ", StringComparison.Ordinal) || header.StartsWith("namespace ", StringComparison.Ordinal))
            return;
        _found.Insert(place, new()
        {
            Header = header,
            TypeName = type.Success ? NameOf(type) : null,
            Depth = depth,
            FirstLine = LineAt(start),
            LastLine = LineAt(_at - 1),
            IsData = isData,
        });
    }

    private static string NameOf(Match type) =>
        type.Groups["kind"].Value == "extension" ? "extension" : type.Groups[type.Groups["kind"].Value == "delegate" ? "called" : "name"].Value;

    /// <summary>The brace that opens the body, the semicolon, or the brace that closes what it stands in.</summary>
    private int FindHeaderEnd()
    {
        var nested = 0;
        for (var i = _at; i < _code.Length; i++)
        {
            var c = _code[i];
            if (nested == 0 && c is ('{' or ';' or '}'))
                return i;
            nested += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
        }
        return _code.Length;
    }

    private void SkipBlock()
    {
        var depth = 0;
        do
        {
            depth += _code[_at] switch { '{' => 1, '}' => -1, _ => 0 };
            _at++;
        }
        while (depth > 0 && _at < _code.Length);
    }

    private void SkipTo(char end)
    {
        for (var nested = 0; _at < _code.Length && (nested > 0 || _code[_at] != end); _at++)
            nested += _code[_at] is '(' or '[' or '{' ? 1 : _code[_at] is ')' or ']' or '}' ? -1 : 0;
        _at++;
    }

    private bool SkipSpaceAndAttributes()
    {
        while (_at < _code.Length && (char.IsWhiteSpace(_code[_at]) || _code[_at] == '['))
        {
            if (_code[_at] != '[')
            {
                _at++;
                continue;
            }
            _at++;
            SkipTo(']');
        }
        return _at < _code.Length;
    }

    private bool NextIs(char c)
    {
        var i = _at;
        while (i < _code.Length && char.IsWhiteSpace(_code[i]))
            i++;
        return i < _code.Length && _code[i] == c;
    }

    /// <summary>Whether a value is assigned before any arrow: a field, a constant.</summary>
    private static bool Assigns(string header) => AssignmentOrArrow().Match(Flat(header)) is { Success: true, Value: not "=>" };

    private static bool HasArrowOrAssignment(string header) => AssignmentOrArrow().IsMatch(Flat(header));

    /// <summary>Without what stands in parentheses or brackets, and without operators' names.</summary>
    private static string Flat(string header)
    {
        var depth = 0;
        var outside = header.Where(c =>
        {
            depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            return depth == 0;
        });
        return OperatorName().Replace(string.Concat(outside), "operator ");
    }

    private int LineAt(int index) => _code.AsSpan(0, Math.Min(index, _code.Length)).Count('\n') + 1;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<![=!<>])=(?!=)>?")]
    private static partial Regex AssignmentOrArrow();

    [GeneratedRegex(@"\boperator\s*[-+*/%&|^!~<>=]+")]
    private static partial Regex OperatorName();

    [GeneratedRegex(@"^(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref|unsafe|new)\s+)*(?:(?<kind>extension)\s*[<(]|(?<kind>class|struct|interface|enum|record|delegate)\s+(?:(?:class|struct)\s+)?(?<name>\w+)(?:[^(]*?(?<called>\w+)\s*(?:<[^()]*>)?\s*\()?)")]
    private static partial Regex TypeHeader();
}
