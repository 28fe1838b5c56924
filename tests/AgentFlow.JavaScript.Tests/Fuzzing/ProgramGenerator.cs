using System.Globalization;
using System.Text;

namespace AgentFlow.JavaScript.Tests.Fuzzing;

/// <summary>
/// Writes random programs that always end: loops count, functions tick. What they do goes to a log, which is what they return, so that two engines can
/// be compared. They avoid what engines may do differently: texts of errors and functions, time, randomness.
/// </summary>
internal sealed partial class ProgramGenerator
{
    private const string Prelude =
        """
        const out = [];
        const show = v => typeof v === 'function' ? 'fn' : v === undefined ? 'u' : v !== v ? 'NaN' : JSON.stringify(v) ?? 'u';
        const log = v => { if (out.length < 200) out.push(show(v)); return v };
        const cut = v => { const s = show(v); return s.length > 60 ? s.length : v };
        const list = v => Array.isArray(v) ? v : [v, 1, 2];
        let ticks = 2000;
        const tick = () => { if (ticks-- < 0) throw 'ticks' };

        """;

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, bool IsConstant)> _variables = [];
    private readonly List<string> _functions = [];
    private readonly List<string> _labels = [];
    private int _names;
    private int _indent;
    private int _budget = 60;
    private bool _inGenerator;
    private bool _inLoop;
    private bool _inFunction;

    private ProgramGenerator(int seed) => _random = new Random(seed);

    /// <summary>The body of an async function; the same for the same seed.</summary>
    public static string Write(int seed)
    {
        var generator = new ProgramGenerator(seed);
        generator._text.Append(Prelude).Append("try {\n");
        generator.Block(4 + generator._random.Next(8));
        generator._text.Append("} catch (e) { out.push('E:' + (e instanceof Error ? e.name : show(e))) }\nreturn out.join(' ')");

        return generator._text.ToString();
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Name(string prefix) => prefix + (_names++).ToString(CultureInfo.InvariantCulture);

    private string Pick(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];

    private void Line(string text) => _text.Append(' ', _indent * 2).Append(text).Append('\n');

    private void Block(int statements)
    {
        _indent++;
        var variables = _variables.Count;
        var functions = _functions.Count;
        for (var i = 0; i < statements && _budget-- > 0; i++)
            Statement();

        _variables.RemoveRange(variables, _variables.Count - variables);
        _functions.RemoveRange(functions, _functions.Count - functions);
        _indent--;
    }

    private void Statement()
    {
        switch (_random.Next(22))
        {
            case < 4:
                Declaration();
                break;
            case < 7:
                Line($"log({Expression(3)});");
                break;
            case < 10:
                Line(Assignment() + ";");
                break;
            case 10:
                If();
                break;
            case 11:
                CountingLoop();
                break;
            case 12:
                ForOf();
                break;
            case 13:
                Switch();
                break;
            case 14 or 15:
                Try();
                break;
            case 16:
                Function();
                break;
            case 17:
                Labeled();
                break;
            case 18:
                Class();
                break;
            case 19:
                Destructuring();
                break;
            default:
                Exit();
                break;
        }
    }

    private void Declaration()
    {
        var kind = Pick("let", "let", "const", "var");
        var value = Expression(3);
        var name = Name("v");
        Line($"{kind} {name} = cut({value});");
        _variables.Add((name, kind == "const"));
    }

    private string Assignment()
    {
        var name = Variable(writable: true);

        return _random.Next(5) switch
        {
            0 => $"{name} {Pick("+=", "-=", "*=", "|=", "&=", "??=", "||=", "&&=")} {Number()}",
            1 => $"{name}{Pick("++", "--")}",
            2 => $"[{name}, {Variable(writable: true)}] = [{Expression(1)}, {Expression(1)}].map(cut)",
            _ => $"{name} = cut({Expression(3)})",
        };
    }

    private void If()
    {
        Line($"if ({Expression(2)}) {{");
        Block(1 + _random.Next(3));
        if (Chance(50))
        {
            Line("} else {");
            Block(1 + _random.Next(3));
        }

        Line("}");
    }

    private void InLoop(int statements)
    {
        var outer = _inLoop;
        _inLoop = true;
        Line("  tick();");
        Block(statements);
        _inLoop = outer;
    }

    private void CountingLoop()
    {
        var name = Name("i");
        switch (_random.Next(3))
        {
            case 0:
                Line($"for (let {name} = 0; {name} < {1 + _random.Next(4)}; {name}++) {{");
                break;
            case 1:
                Line($"for (var {name} = 3; {name} > 0; {name}--) {{");
                break;
            default:
                Line($"let {name} = 0; while ({name}++ < {1 + _random.Next(3)}) {{");
                break;
        }

        _variables.Add((name, true));
        InLoop(1 + _random.Next(4));
        if (Chance(40))
            Line($"  log((() => {name})());");

        Line("}");
        _variables.RemoveAt(_variables.Count - 1);
    }

    private void ForOf()
    {
        var name = Name("x");
        var source = _functions.Count > 0 && Chance(30)
            ? $"list({Call()})"
            : Pick($"list({Expression(1)})", "[1, 2, 3]", "'ab'", "new Set([1, 1, 2])", "(function* () { try { yield 1; yield 2; yield 3 } finally { log('closed') } })()");
        Line($"for {(_inFunction || Chance(70) ? "" : "await ")}(const {name} of {source}) {{");
        _variables.Add((name, true));
        InLoop(1 + _random.Next(3));
        Line("}");
        _variables.RemoveAt(_variables.Count - 1);
    }

    private void Switch()
    {
        Line($"switch ({Expression(1)}) {{");
        var outer = _inLoop;
        for (var i = 0; i < 3; i++)
        {
            Line(i == 1 && Chance(60) ? "  default:" : $"  case {Expression(0)}:");
            _indent++;
            Line("{");
            Block(1 + _random.Next(2));
            Line("}");
            if (Chance(60))
                Line("  break;");

            _indent--;
        }

        _inLoop = outer;
        Line("}");
    }

    private void Try()
    {
        Line("try {");
        Block(1 + _random.Next(3));
        if (Chance(70))
        {
            var name = Name("e");
            Line(Chance(80) ? $"}} catch ({name}) {{ log({name} instanceof Error ? {name}.name : {name});" : "} catch {");
            Block(1 + _random.Next(2));
            if (Chance(50))
                FinallyBlock();
        }
        else
        {
            FinallyBlock();
        }

        Line("}");
    }

    private void FinallyBlock()
    {
        Line("} finally {");
        Block(1 + _random.Next(2));
    }

    private void Labeled()
    {
        var name = Name("l");
        Line($"{name}: {{");
        _labels.Add(name);
        Block(2 + _random.Next(3));
        _labels.RemoveAt(_labels.Count - 1);
        Line("}");
    }

    private void Exit()
    {
        var condition = Chance(60) ? $"if ({Expression(1)}) " : "";
        switch (_random.Next(4))
        {
            case 0 when _inLoop:
                Line($"{condition}{Pick("break", "continue")};");
                break;
            case 1 when _labels.Count > 0:
                Line($"{condition}break {_labels[_random.Next(_labels.Count)]};");
                break;
            case 2 when _inFunction:
                Line($"{condition}return cut({Expression(2)});");
                break;
            default:
                Line($"{condition}throw {Pick(Number(), "'t'", "new RangeError('r')")};");
                break;
        }
    }
}
