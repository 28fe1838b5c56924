namespace AgentFlow.JavaScript.Tests.Fuzzing;

/// <content>Functions, classes, patterns and expressions.</content>
internal sealed partial class ProgramGenerator
{
    private void Function()
    {
        var name = Name("f");
        var (a, b) = (Name("p"), Name("p"));
        var isGenerator = Chance(25);
        var parameters = _random.Next(4) switch
        {
            0 => $"{a}, {b} = {Number()}",
            1 => $"{a}, ...{b}",
            2 => $"{a}, {{ x: {b} = 1 }} = {{}}",
            _ => $"{a}, {b}",
        };
        Line(isGenerator ? $"const {name} = (...a) => [...{name}g(...a)]; function* {name}g({parameters}) {{" : Pick($"function {name}({parameters}) {{", $"const {name} = ({parameters}) => {{"));
        var outer = (_inGenerator, _inLoop, _inFunction, Labels: _labels.ToArray());
        (_inGenerator, _inLoop, _inFunction) = (isGenerator, false, true);
        _labels.Clear();
        _variables.Add((a, false));
        _variables.Add((b, false));
        Line("  tick();");
        Block(2 + _random.Next(4));
        Line($"  return cut({Expression(2)});");
        Line("}");
        _variables.RemoveRange(_variables.Count - 2, 2);
        (_inGenerator, _inLoop, _inFunction) = (outer._inGenerator, outer._inLoop, outer._inFunction);
        _labels.AddRange(outer.Labels);
        _functions.Add(name);
        if (Chance(70))
            Line($"log({Call()});");
    }

    private void Class()
    {
        var (name, field) = (Name("C"), Pick("x", "y"));
        var parent = Chance(40) ? $"class extends Object {{ constructor() {{ super(); this.b = {Number()} }} m() {{ return 'base' }} }}" : "";
        Line($"class {name} {(parent.Length > 0 ? $"extends {parent} " : "")}{{");
        Line($"  #p = {Number()}; {field} = [{Number()}, this.#p]; static s = {Number()};");
        Line($"  get g() {{ return this.#p }} set g(v) {{ this.#p = v }} static t() {{ return {name}.s++ }}");
        Line(parent.Length > 0 ? "  m() { return [super.m(), this.#p++] }" : "  m() { return this.#p++ }");
        Line("}");
        Line($"{{ const o = new {name}(); o.g += {Number()}; log([o, o.m(), o.m(), o.g, {name}.t(), {name}.s]) }}");
    }

    private void Destructuring()
    {
        var (a, b, c) = (Name("d"), Name("d"), Name("d"));
        Line(_random.Next(3) switch
        {
            0 => $"let [{a}, {b} = {Number()}, ...{c}] = list({Expression(2)});",
            1 => $"let {{ x: {a} = {Expression(1)}, ['y']: {b}, ...{c} }} = {{ x: {Pick("undefined", Number())}, y: cut({Expression(1)}), z: 1 }};",
            _ => $"let [[{a}], {{ {b}, {c} = {a} }}] = [list({Expression(1)}), {{ {b}: 2 }}];",
        });
        _variables.Add((a, false));
        _variables.Add((b, false));
        Line($"{a} = cut({a}); {b} = cut({b}); log({c});");
    }

    private string Number() => Pick("0", "1", "2", "3", "-1", "7", "0.5", "100000", "2147483648");

    private string Variable(bool writable)
    {
        var candidates = writable ? _variables.FindAll(static v => !v.IsConstant || v.Name[0] == 'v') : _variables;

        return candidates.Count == 0 ? writable ? "ticks" : Number() : candidates[_random.Next(candidates.Count)].Name;
    }

    private string Call() =>
        _functions.Count == 0 ? Number() : $"{_functions[_random.Next(_functions.Count)]}({Expression(1)}{(Chance(60) ? $", {Expression(0)}" : "")})";

    private string Expression(int depth)
    {
        if (depth == 0)
            return Pick(Number(), Variable(writable: false), Variable(writable: false), "'a'", "'b'", "null", "undefined", "true");

        return _random.Next(20) switch
        {
            < 4 => Expression(0),
            < 8 => $"({Expression(depth - 1)} {Pick("+", "-", "*", "%", "<", ">", "<=", ">=", "===", "!==", "==", "|", "&", "^", ">>", "<<", ">>>")} {Expression(depth - 1)})",
            8 => $"({Expression(depth - 1)} ? {Expression(depth - 1)} : {Expression(depth - 1)})",
            9 or 10 => $"({Expression(depth - 1)} {Pick("&&", "||", "??")} {Expression(depth - 1)})",
            11 => $"[{Expression(depth - 1)}, {Expression(depth - 1)}]",
            12 => $"({{ x: {Expression(depth - 1)}, y: {Expression(0)} }})",
            13 => $"({Expression(depth - 1)})?.{Pick("x", "y", "length", "[0]", "x?.y")}",
            14 => $"`t${{cut({Expression(depth - 1)})}}`",
            15 => $"{Pick("!", "typeof ", "-", "+!", "~", "void ")}({Expression(depth - 1)})",
            16 => $"({Assignment()})",
            17 => $"((q, r = {Number()}) => {Pick("[q, r]", "q", "r", "(q = r, q)")})({Expression(depth - 1)})",
            18 => _inGenerator ? $"(yield {Expression(depth - 1)})" : _inFunction ? Call() : $"(await {Expression(depth - 1)})",
            _ => Call(),
        };
    }
}
