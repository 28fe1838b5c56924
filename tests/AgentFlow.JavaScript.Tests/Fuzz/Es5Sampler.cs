using System.Globalization;
using System.Text;

namespace AgentFlow.JavaScript.Tests.Fuzz;

/// <summary>Makes programs of ECMAScript 5 at random, for comparison with an engine that knows no more. Every program ends: loops count to three at
/// most, and functions call only those declared before them.</summary>
internal sealed class Es5Sampler(int seed)
{
    private const string Prelude = """
        var out = [];
        function show(v, d) {
          var r = [], i;
          if (v === null) return 'null';
          if (typeof v === 'number') return v === 0 && 1 / v < 0 ? '-0' : String(v);
          if (typeof v === 'string') return JSON.stringify(v);
          if (typeof v === 'function') return 'function';
          if (typeof v !== 'object') return String(v);
          if (d > 3) return '...';
          if (v instanceof Error) return v.name;
          if (Array.isArray(v)) { for (i = 0; i < v.length && i < 20; i++) r.push(i in v ? show(v[i], d + 1) : 'hole'); return '[' + r.join() + ']'; }
          Object.keys(v).slice(0, 20).forEach(function (k) { r.push(k + ':' + show(v[k], d + 1)); });
          return '{' + r.join() + '}';
        }
        function log(v) { if (out.length < 200) out.push(show(v, 0).slice(0, 400)); }

        """;

    private static readonly string[] Literals =
    [
        "0", "1", "-1", "2.5", "NaN", "-0", "Infinity", "2147483648", "0x1F", "0.1", "'a'", "''", "'12'", "' 7 '", "'abc'", "true", "false", "null", "undefined",
        "[]", "[3, 1, 2]", "[[1], 'b']", "({})", "({ a: 1, b: { c: 2 } })", "({ get x() { return 3; } })", "({ valueOf: function () { return 4; } })",
        "({ toString: function () { return 'q'; } })", "(function () { return 1; })",
    ];

    private static readonly string[] Binary =
        ["+", "-", "*", "/", "%", "<", ">", "<=", ">=", "==", "!=", "===", "!==", "&", "|", "^", "<<", ">>", ">>>", "&&", "||", ","];

    private static readonly string[] Calls =
    [
        ".map(function (x) { return [x]; })", ".filter(Boolean)", ".slice(1)", ".concat(1)", ".join('-')", ".indexOf(1)", ".reverse()", ".toString()", ".split('')",
        ".toUpperCase()", ".replace('b', '[$&]')", ".replace(/[a-c]/g, function (m) { return m + m; })", ".trim()", ".charCodeAt(0)", ".charAt(1)",
        ".reduce(function (p, q) { return p + q; }, '')", ".some(function (x) { return x; })", ".toFixed(2)", ".push(1)", ".pop()", ".shift()", ".unshift(0)",
        ".splice(0, 1)", ".lastIndexOf('a')", ".substring(1, 0)", ".substr(0, 1)", ".every(function (x) { return x; })", ".hasOwnProperty('a')", ".valueOf()", ".a", ".length",
    ];

    private static readonly string[] Functions =
    [
        "String", "Number", "Boolean", "JSON.stringify", "Object.keys", "Array.isArray", "Math.floor", "Math.abs", "Math.max", "Math.min", "parseInt", "parseFloat",
        "Math.round", "Math.sqrt", "Object.freeze", "isNaN", "isFinite", "encodeURIComponent", "Math.ceil",
    ];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private readonly List<string> _names = [];
    private readonly List<string> _functions = [];
    private int _counter;
    private int _depth;

    /// <summary>A whole program, to be read as the body of a function.</summary>
    public string Next()
    {
        _text.Clear().Append(Prelude).Append("try {\n");
        _names.Clear();
        _functions.Clear();
        (_counter, _depth) = (0, 0);
        Statements(_random.Next(4, 10));
        foreach (var name in _names.TakeLast(6))
            Line($"log({name});");
        return _text.Append("} catch (e) { out.push('threw'); log(e); }\nreturn out.join('\\n');\n").ToString();
    }

    private string Pick(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];

    private bool Chance(int of) => _random.Next(of) == 0;

    private string Name() => _names.Count == 0 ? "out.length" : _names[_random.Next(_names.Count)];

    private string NewName(string prefix = "v") => prefix + (_counter++).ToString(CultureInfo.InvariantCulture);

    private void Line(string text) => _text.Append(text).Append('\n');

    private void Statements(int count)
    {
        for (; count > 0; count--)
            Statement();
    }

    private void Block(string head)
    {
        Line(head + " {");
        _depth++;
        Statements(_random.Next(1, 4));
        _depth--;
        Line("}");
    }

    private void Statement()
    {
        switch (_depth > 3 ? 9 : _random.Next(14))
        {
            case 0:
                Block($"if ({Expression(2)})");
                if (Chance(2))
                    Block("else");
                break;
            case 1:
                var counter = NewName("i");
                Block(Chance(2) ? $"for (var {counter} = 0; {counter} < {_random.Next(1, 4)}; {counter}++)" : $"var {counter} = 0; while ({counter}++ < {_random.Next(1, 4)})");
                break;
            case 2:
                Block($"for (var {NewName("k")} in {Pick("{ a: 1, b: 2 }", "[4, 5]", "'ab'")})");
                break;
            case 3:
                Switch();
                break;
            case 4 or 5:
                Try();
                break;
            case 6:
                Function();
                break;
            case 7:
                Line($"log((function () {{ return [arguments.length, typeof this, {Expression(1)}]; }})({Expression(1)}));");
                break;
            case 8 when _names.Count > 0:
                Line($"{Name()} {Pick("=", "=", "+=", "-=", "|=", ">>>=", "%=")} {Expression(3)};");
                break;
            case 10 or 11:
                var value = Expression(3);
                var name = NewName();
                Line($"var {name} = {value};");
                _names.Add(name);
                break;
            default:
                Line($"log({Expression(3)});");
                break;
        }
    }

    private void Switch()
    {
        Line($"switch ({Expression(1)}) {{");
        for (var cases = _random.Next(1, 4); cases > 0; cases--)
            Line($"{(Chance(4) && cases == 1 ? "default:" : $"case {Expression(0)}:")} log({Expression(2)}); {(Chance(2) ? "break;" : "")}");
        Line("}");
    }

    private void Try()
    {
        var label = NewName("l");
        Line($"{label}: {{");
        Block("try");
        if (!Chance(4))
            Line($"catch (e) {{ log(e); {(Chance(3) ? $"break {label};" : "")} }}");
        else
            Line($"finally {{ log({Expression(1)}); {(Chance(3) ? $"break {label};" : "")} }}");
        if (Chance(3))
            Line($"try {{ throw {Pick("new TypeError('a')", "1", Expression(1))}; }} catch (e) {{ log(e); }} finally {{ log('f'); }}");
        Line("}");
    }

    // A function of its own scope: it may use what is declared, and what it declares is not seen outside.
    private void Function()
    {
        var name = NewName("f");
        var names = _names.Count;
        var functions = _functions.Count;
        var depth = _depth;
        Line($"var {name} = function (a, b) {{");
        _names.AddRange(["a", "b"]);
        _depth = Math.Max(_depth, 2);
        Statements(_random.Next(1, 3));
        Line($"return {Expression(2)};\n}};");
        _depth = depth;
        _names.RemoveRange(names, _names.Count - names);
        _functions.RemoveRange(functions, _functions.Count - functions);
        if (depth == 0)
            _functions.Add(name);
        Line($"log({name}({Expression(1)}, {Expression(1)}));");
    }

    private string Expression(int depth)
    {
        if (depth <= 0)
            return Chance(2) ? Name() : Literals[_random.Next(Literals.Length)];
        return _random.Next(12) switch
        {
            0 or 1 => Name(),
            2 => Literals[_random.Next(Literals.Length)],
            3 or 4 => $"({Expression(depth - 1)} {Binary[_random.Next(Binary.Length)]} {Expression(depth - 1)})",
            5 => $"{Pick("!", "typeof ", "-", "+", "~", "void ")}({Expression(depth - 1)})",
            6 => $"({Expression(depth - 1)} ? {Expression(depth - 1)} : {Expression(depth - 1)})",
            7 => $"({Expression(depth - 1)}){Calls[_random.Next(Calls.Length)]}",
            8 => $"{Functions[_random.Next(Functions.Length)]}({Expression(depth - 1)})",
            9 => $"[{Expression(depth - 1)}, {Expression(0)}]",
            10 => $"({{ a: {Expression(depth - 1)}, b: {Expression(0)} }})",
            _ => _functions.Count == 0 ? Name() : $"{_functions[_random.Next(_functions.Count)]}({Expression(depth - 1)}, {Expression(0)})",
        };
    }
}
