using System.Text;

namespace AgentFlow.JavaScript.Tests.Fuzz;

/// <summary>
/// Makes programs at random from a grammar. Every program ends: loops count to three at most, and functions call only those declared before them.
/// What differs between engines by right (messages, times, last digits of transcendental functions, whether built-ins are frozen) is left out, so that two engines must agree on every line that a program logs.
/// </summary>
internal sealed partial class ProgramSampler
{
    /// <summary>What every program starts with: <c>log</c> writes values in a form of its own, so that no engine's formatting takes part.</summary>
    public const string Prelude = """
        const out = [];
        function show(v, d = 0) {
          switch (typeof v) {
            case 'number': return Object.is(v, -0) ? '-0' : String(v);
            case 'bigint': return v + 'n';
            case 'string': return JSON.stringify(v);
            case 'symbol': return 'symbol';
            case 'function': return 'function ' + v.name + '/' + v.length;
            case 'object':
              if (v === null || d > 3) return v === null ? 'null' : '…';
              if (v instanceof Error) return v.name;
              if (Array.isArray(v)) { const r = []; for (let i = 0; i < v.length && i < 20; i++) r.push(i in v ? show(v[i], d + 1) : 'hole'); return '[' + r.join() + ']'; }
              if (v instanceof Map || v instanceof Set) return v.constructor.name + show([...v], d + 1);
              return '{' + Object.keys(v).slice(0, 20).map(k => k + ':' + show(v[k], d + 1)).join() + '}';
            default: return String(v);
          }
        }
        function log(...values) { if (out.length < 200) out.push(values.map(v => show(v)).join(' ').slice(0, 400)); }

        """;

    private const string Ending = "try { await main(); } catch (e) { log('threw', e instanceof Error ? e.name : e); }\nreturn out.join('\\n');\n";

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, bool CanAssign)> _names = [];
    private readonly List<string> _functions = [];
    private int _counter;
    private int _depth;
    private int _loops;
    private bool _inGenerator;
    private bool _inAsync;

    public ProgramSampler(int seed) => _random = new Random(seed);

    /// <summary>A whole program, to be read as the body of an async function.</summary>
    public string Next()
    {
        _text.Clear().Append(Prelude).Append("async function main() {\n");
        _names.Clear();
        _functions.Clear();
        (_counter, _depth, _loops, _inGenerator, _inAsync) = (0, 0, 0, false, true);
        Statements(_random.Next(3, 9));
        _text.Append("log(").Append(string.Join(", ", _names.TakeLast(6).Select(static n => n.Name))).Append(");\n}\n").Append(Ending);
        return _text.ToString();
    }

    /// <summary>A program with a few places changed at random, most often one that is not well formed.</summary>
    public string NextBroken()
    {
        var text = new StringBuilder(Next());
        for (var changes = _random.Next(1, 4); changes > 0; changes--)
        {
            var at = _random.Next(Prelude.Length, text.Length);
            var length = Math.Min(_random.Next(1, 12), text.Length - at);
            switch (_random.Next(3))
            {
                case 0: text.Remove(at, length); break;
                case 1: text.Insert(at, text.ToString(at, length)); break;
                default: text.Insert(at, Pick("(", ")", "{", "}", "`", "'", "/", "=>", "...", "?.", "async ", "await ", "yield ", "\\", "<", "as ", "#x", "\u0000", "\uD800", "0x", "new ", "super", "}{")); break;
            }
        }

        return text.ToString();
    }

    private string Pick(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];

    private bool Chance(int of) => _random.Next(of) == 0;

    private string NewName(bool canAssign)
    {
        var name = $"v{_counter++}";
        _names.Add((name, canAssign));
        return name;
    }

    private string Name() => _names.Count == 0 ? "out.length" : _names[_random.Next(_names.Count)].Name;

    private string? Target()
    {
        var candidates = _names.Where(static n => n.CanAssign).ToList();
        return candidates.Count == 0 ? null : candidates[_random.Next(candidates.Count)].Name;
    }

    private void Line(string text) => _text.Append(text).Append('\n');

    private void Statements(int count)
    {
        for (; count > 0; count--)
            Statement();
    }

    // Names declared within do not outlive the block.
    private void Block(string head)
    {
        var (names, functions) = (_names.Count, _functions.Count);
        Line(head + " {");
        _depth++;
        Statements(_random.Next(1, 4));
        _depth--;
        Line("}");
        Forget(names, functions);
    }

    private void Forget(int names, int functions)
    {
        _names.RemoveRange(names, _names.Count - names);
        _functions.RemoveRange(functions, _functions.Count - functions);
    }

    private void Statement()
    {
        if (_depth > 3)
        {
            Simple();
            return;
        }

        switch (_random.Next(16))
        {
            case 0: Conditional(); break;
            case 1: Loop(); break;
            case 2: Switch(); break;
            case 3: Try(); break;
            case 4 or 5: Function(); break;
            case 6: Class(); break;
            case 7: Destructuring(); break;
            case 8: Block(""); break;
            case 9: Generator(); break;
            default: Simple(); break;
        }
    }

    private void Simple()
    {
        switch (_random.Next(7))
        {
            case 0 or 1:
                var value = Expression(3);
                Line($"let {NewName(canAssign: true)} = {value};");
                break;
            case 2:
                var constant = Expression(3);
                Line($"const {NewName(canAssign: false)} = {constant};");
                break;
            case 3 when Target() is { } target:
                Line($"{target} {Pick("=", "=", "+=", "-=", "??=", "||=", "&&=", "|=", ">>>=", "%=")} {Expression(3)};");
                break;
            case 4 when Target() is { } counted:
                Line(Pick($"{counted}++;", $"--{counted};", $"log({counted}--);"));
                break;
            default:
                Line($"log({Expression(3)}, {Expression(2)});");
                break;
        }
    }

    private void Conditional()
    {
        Block($"if ({Expression(2)})");
        if (Chance(2))
            Block("else");
    }
}
