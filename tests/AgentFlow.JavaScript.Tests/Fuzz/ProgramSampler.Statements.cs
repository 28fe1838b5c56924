namespace AgentFlow.JavaScript.Tests.Fuzz;

internal sealed partial class ProgramSampler
{
    private void Loop()
    {
        var i = $"i{_counter++}";
        var label = $"l{_counter++}";
        var outer = _names.Count;
        _loops++;
        switch (_random.Next(6))
        {
            case 0:
                Block($"{label}: for (let {i} = 0; {i} < {_random.Next(1, 4)}; {i}++)");
                break;
            case 1:
                Line($"let {i} = 0;");
                Block($"while ({i}++ < {_random.Next(1, 4)})");
                break;
            case 2:
                Line($"let {i} = 0;");
                Line("do {");
                Statements(1);
                Forget(outer, _functions.Count);
                Line($"}} while (++{i} < {_random.Next(1, 4)});");
                break;
            case 3:
                Block($"for (const {i} of {Pick("[1, 'a', null]", "'xyz'", "new Set([1, 2, 2])", $"[{Expression(1)}, {Expression(1)}]", "new Map([[1, 2]])", "[,1].entries()")})");
                break;
            case 4:
                Block($"for (const {i} in {Pick("{ a: 1, b: 2, 1: 3 }", "[4, 5]", "'ab'")})");
                break;
            default:
                Line($"{label}: for (const {i} of [1, 2, 3]) {{ for (const k of [1, 2]) {{");
                Line($"if (k {Pick("===", "<", "!=")} {i}) {Pick("continue", "break")} {label};");
                Line($"log({i}, k); }} }}");
                break;
        }

        _loops--;
    }

    private void Switch()
    {
        var outer = _names.Count;
        Line($"switch ({Expression(2)}) {{");
        for (var cases = _random.Next(1, 4); cases > 0; cases--)
        {
            Line(Chance(4) && cases == 1 ? "default:" : $"case {Expression(1)}:");
            Line($"log({Expression(2)});");
            if (Chance(2))
                Line("break;");
        }

        Line("}");
        Forget(outer, _functions.Count);
    }

    private void Try()
    {
        var hasCatch = !Chance(4);
        Block("try");
        if (hasCatch)
            Line($"catch (e) {{ log('caught', e instanceof Error ? e.name : e{(Chance(3) ? $", {Expression(1)}" : "")}); }}");
        if (!hasCatch || Chance(2))
            Block("finally");
        if (Chance(3))
            Line($"try {{ throw {Pick("new TypeError('a')", "1", "{ a: 1 }", Expression(1))}; }} catch ({Pick("e", "{ a }", "[a = 1]")}) {{ log('thrown'); }}");
    }

    private void Function()
    {
        var name = $"f{_counter++}";
        var isAsync = _inAsync && Chance(4);
        var head = Chance(2)
            ? $"{(isAsync ? "async " : "")}function {name}({Parameters()})"
            : $"const {name} = {(isAsync ? "async " : "")}({Parameters()}) =>";
        FunctionBody(head, isAsync, isGenerator: false);
        _functions.Add(isAsync ? $"await {name}" : name);
        Line($"log({(isAsync ? "await " : "")}{name}({Expression(1)}, {Expression(1)}));");
    }

    private string Parameters() => Pick("a, b", "a = 1, b = a", "{ a, b = 2 } = {}, c", "[a, b] = [1, 2]", "a, ...b", "", "a, { length: b } = 'xy'");

    private void FunctionBody(string head, bool isAsync, bool isGenerator)
    {
        var (names, depth, loops, generator, inAsync) = (_names.Count, _depth, _loops, _inGenerator, _inAsync);
        var functions = _functions.Count;
        (_depth, _loops, _inGenerator, _inAsync) = (Math.Max(_depth, 2), 0, isGenerator, isAsync);
        Line(head + " {");
        if (head.Contains('a', StringComparison.Ordinal) && head.Contains("(a, b)", StringComparison.Ordinal))
            _names.AddRange([("a", true), ("b", true)]);
        Statements(_random.Next(1, 3));
        Line($"return {Expression(2)};");
        Line("}");
        Forget(names, functions);
        (_depth, _loops, _inGenerator, _inAsync) = (depth, loops, generator, inAsync);
    }

    private void Generator()
    {
        var name = $"g{_counter++}";
        FunctionBody($"function* {name}(a, b)", isAsync: false, isGenerator: true);
        Line(Pick(
            $"log([...{name}(1, 2)]);",
            $"{{ const it = {name}(); log(it.next(), it.next('x'), it.return(3), it.next()); }}",
            $"for (const x of {name}({Expression(1)})) {{ log(x); if (x) break; }}",
            $"{{ const [p, ...q] = {name}({Expression(1)}); log(p, q); }}",
            $"{{ const it = {name}(); log(it.next()); try {{ log(it.throw(new RangeError('r'))); }} catch (e) {{ log(e.name); }} }}"));
    }

    private void Class()
    {
        var name = $"C{_counter++}";
        var (inAsync, inGenerator) = (_inAsync, _inGenerator);
        (_inAsync, _inGenerator) = (false, false);
        Line($"class {name} {Pick("", "extends Array", "extends Map", "extends Object", "extends class { get base() { return 'b'; } }")} {{");
        Line($"#p = {Expression(1)}; q = [this.#p, {Expression(1)}]; static s = {Expression(1)};");
        Line("get p() { return this.#p; } set p(v) { this.#p = [v]; }");
        Line($"static #c = 0; static make() {{ {name}.#c++; return new {name}(); }} static has(o) {{ return #p in o; }}");
        Line($"*[Symbol.iterator]() {{ yield this.#p; yield* [1, {Pick("2", "this.q", "super.toString === undefined")}]; }}");
        Line($"['m' + {_random.Next(3)}](x = {Expression(1)}) {{ return [x, new.target, typeof super.toString]; }}");
        Line("}");
        (_inAsync, _inGenerator) = (inAsync, inGenerator);
        Line($"{{ const o = {name}.make(); log(o.q, o.p, {name}.s, {name}.has(o), {name}.has({{}}), o.m1?.(), o.constructor.name); o.p = {Expression(1)}; log(o.p, [...o].length); }}");
    }

    private void Destructuring()
    {
        var (first, second, rest) = (NewName(true), NewName(true), NewName(true));
        Line(Pick(
            $"let [{first}, {second} = {Literal()}, ...{rest}] = {Pick("[1, undefined, 3, 4]", "'héllo'", "new Set([7])", "[]")};",
            $"let {{ a: {first} = {Literal()}, b: {{ c: {second} }} = {{ c: 5 }}, ...{rest} }} = {Pick("{ a: undefined, d: 1 }", "{ b: { c: null }, 2: 1, x: 'y' }", "'str'")};",
            $"let {first}, {second}, {rest}; ({{ [{Literal()}]: {first}, length: {second} = 1, ...{rest} }} = {Pick("[1, 2]", "{ length: 3, x: 4 }", "'ab'")});"));
        if (Chance(3))
            Line($"[{first}, {second}] = [{second}, {first}];");
    }
}
