using AgentFlow.JavaScript.Compiler.Scopes;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>Chains of member accesses, calls and tagged templates; new and super.</content>
internal sealed partial class FunctionCompiler
{
    /// <summary>Where an optional link of the chain being generated gives up.</summary>
    private Label? _optionalExit;

    private void OptionalChain(ChainExpression chain, int target)
    {
        var outer = _optionalExit;
        var exit = _optionalExit = new Label();
        var end = new Label();
        Into(chain.Expression, target);
        Jump(end);
        _writer.Place(exit);
        Emit(Opcode.LoadUndefined, target);
        _writer.Place(end);
        _optionalExit = outer;
    }

    /// <summary>
    /// Generates a chain link by link, from its root outwards, as chains can be as long as the source. With calls in it, two registers serve all links:
    /// the callee goes to the first and what is called upon to the second, so that they are the head of every call's window.
    /// </summary>
    private void Chain(Expression expression, int target)
    {
        List<Expression> links = [];
        var root = Root(expression, links);
        if (links.Count == 0)
        {
            SuperChain(expression, target);
            return;
        }

        var hasCalls = links.Exists(static link => link is not MemberExpression);
        var home = hasCalls ? _registers.Take(2) : Scratch(target);
        var link = links[^1];
        int current;
        var ready = false;
        if (link is not MemberExpression member)
            ready = Callee(root, current = home);
        else if ((current = DirectOperand(root, member.Computed ? member.Property : null)) < 0)
            Into(root, current = hasCalls ? home + 1 : home);

        if (hasCalls)
            _registers.Next = home + 2;

        for (var i = links.Count - 1; i >= 0; i--)
        {
            var next = i > 0 ? links[i - 1] : null;
            if (links[i] is MemberExpression access)
            {
                ready = next is not (null or MemberExpression);
                current = MemberLink(access, current, ready ? home : next is null ? target : hasCalls ? home + 1 : home, ready);
            }
            else
            {
                var result = next is null ? target : next is MemberExpression ? home + 1 : home;
                CallLink(links[i], home, result, ready);
                current = result;
                ready = false;
            }

            if (hasCalls)
                _registers.Next = home + 2;
        }
    }

    /// <summary>Collects the links of a chain, the outermost first, and returns what they begin with.</summary>
    private static Expression Root(Expression expression, List<Expression> links)
    {
        for (; ; )
        {
            switch (expression)
            {
                case MemberExpression { Object: not Super } member:
                    links.Add(member);
                    expression = member.Object;
                    break;
                case CallExpression { Callee: not Super } call:
                    links.Add(call);
                    expression = call.Callee;
                    break;
                case TaggedTemplateExpression tagged:
                    links.Add(tagged);
                    expression = tagged.Tag;
                    break;
                default:
                    return expression;
            }
        }
    }

    /// <summary>Generates the root of a chain that is called at once; returns whether it brings its own this, in the second register.</summary>
    private bool Callee(Expression root, int window)
    {
        switch (root)
        {
            case MemberExpression { Object: Super } member:
                SuperMember(member, window);
                LoadVariable(InternalName.This, member.Start, window + 1);
                return true;
            case ChainExpression { Expression: MemberExpression { Object: not Super } member } chain:
                ParenthesizedCallee(chain, member, window);
                return true;
            default:
                Into(root, window);
                return false;
        }
    }

    /// <summary><c>(a?.b)()</c>: the parentheses end the chain, but what is called upon stays.</summary>
    private void ParenthesizedCallee(ChainExpression chain, MemberExpression member, int window)
    {
        var outer = _optionalExit;
        var exit = _optionalExit = new Label();
        var end = new Label();
        Into(member.Object, window + 1);
        MemberLink(member, window + 1, window, isCallee: true);
        Jump(end);
        _writer.Place(exit);
        Emit(Opcode.LoadUndefined, window);
        _writer.Place(end);
        _optionalExit = outer;
    }

    /// <summary>One member access; when it is the callee of a call, the object goes to the register behind the target.</summary>
    private int MemberLink(MemberExpression member, int obj, int target, bool isCallee)
    {
        if (member.Optional)
            Jump(Opcode.JumpIfNullish, obj, _optionalExit!);

        if (isCallee && obj != target + 1)
        {
            Move(target + 1, obj);
            obj = target + 1;
        }

        var mark = _registers.Next;
        GetMember(member, obj, target);
        _registers.Next = mark;

        return target;
    }

    private void GetMember(MemberExpression member, int obj, int target)
    {
        switch (member.Property)
        {
            case PrivateIdentifier identifier:
                var name = VariableOperand(InternalName.Private(identifier.Name), identifier.Start);
                At(identifier.Start, member.Object);
                Emit(Opcode.GetPrivate, target, obj, name);
                break;
            case StringLiteral literal when member.Computed && !IsIndex(literal.Value):
                GetField(literal.Value, literal.Start, member.Object, obj, target);
                break;
            case Expression key when member.Computed:
                var operand = Operand(key);
                At(key.Start, member.Object);
                Emit(Opcode.GetIndex, target, obj, operand);
                break;
            default:
                GetField(((Identifier)member.Property).Name, member.Property.Start, member.Object, obj, target);
                break;
        }
    }

    private void GetField(string name, int position, Node subject, int obj, int target)
    {
        At(position, subject);
        Emit(name == "length" ? Opcode.GetLength : Opcode.GetField, target, obj, _writer.Cache(name));
    }

    /// <summary>Whether a string is an array index in its canonical form, which is a different kind of key than a name.</summary>
    private static bool IsIndex(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]);

    private void CallLink(Expression link, int window, int target, bool hasThis)
    {
        var mark = _registers.Next;
        if (link is CallExpression call)
        {
            if (call.Optional)
                Jump(Opcode.JumpIfNullish, window, _optionalExit!);

            var position = call.Callee is MemberExpression { Property: var property } ? property.Start : call.Start;
            Call(call.Arguments, window, target, hasThis, position, call.Callee);
        }
        else
        {
            var tagged = (TaggedTemplateExpression)link;
            TemplateArguments(tagged, window);
            At(tagged.Start, tagged.Tag);
            Emit(hasThis ? Opcode.CallMethod : Opcode.Call, target, window, tagged.Quasi.Expressions.Length + 1);
        }

        _registers.Next = mark;
    }

    private void Call(Expression[] arguments, int window, int target, bool hasThis, int position, Node callee)
    {
        var count = Arguments(arguments);
        if (count < 0 && !hasThis)
            Emit(Opcode.LoadUndefined, window + 1);

        At(position, callee);
        if (count < 0)
            Emit(Opcode.CallSpread, target, window);
        else
            Emit(hasThis ? Opcode.CallMethod : Opcode.Call, target, window, count);
    }

    /// <summary>Generates arguments into new registers at the top; returns their number, or -1 when they went into one array because of a spread.</summary>
    private int Arguments(Expression[] arguments)
    {
        if (Array.Exists(arguments, static argument => argument is SpreadElement))
        {
            Elements(arguments, _registers.Take());

            return -1;
        }

        var first = _registers.Take(arguments.Length);
        for (var i = 0; i < arguments.Length; i++)
            Into(arguments[i], first + i);

        return arguments.Length;
    }

    private void TemplateArguments(TaggedTemplateExpression tagged, int window)
    {
        var quasi = tagged.Quasi;
        _writer.Templates.Add(new TemplateStrings(
            Array.ConvertAll(quasi.Quasis, static part => part.Cooked),
            Array.ConvertAll(quasi.Quasis, static part => part.Raw)));
        var first = _registers.Take(quasi.Expressions.Length + 1);
        _writer.EmitWide(Opcode.GetTemplate, first, _writer.Templates.Count - 1);
        for (var i = 0; i < quasi.Expressions.Length; i++)
            Into(quasi.Expressions[i], first + 1 + i);
    }

    private void New(NewExpression expression, int target)
    {
        var window = _registers.Take(2);
        Into(expression.Callee, window);
        var count = Arguments(expression.Arguments);
        At(expression.Start, expression.Callee);
        if (count < 0)
            Emit(Opcode.NewSpread, target, window);
        else
            Emit(Opcode.New, target, window, count);
    }

    private void SuperChain(Expression expression, int target)
    {
        if (expression is CallExpression call)
            SuperCall(call, target);
        else
            SuperMember((MemberExpression)expression, target);
    }

    private void SuperMember(MemberExpression member, int target)
    {
        var (pair, key) = SuperReference(member);
        At(member.Property);
        Emit(Opcode.GetSuper, target, pair, key);
    }

    /// <summary>Generates home object and this into two registers, and the key into a third.</summary>
    private (int Pair, int Key) SuperReference(MemberExpression member)
    {
        var pair = _registers.Take(2);
        LoadVariable(InternalName.This, member.Start, pair + 1);
        var key = member.Computed ? Operand(member.Property) : NameOperand(((Identifier)member.Property).Name);
        var mark = _registers.Next;
        Emit(Opcode.GetHome, pair, VariableOperand(InternalName.Callee, member.Start));
        _registers.Next = mark;

        return (pair, key);
    }

    private int NameOperand(string name)
    {
        var register = _registers.Take();
        LoadString(name, register);

        return register;
    }

    private void SuperCall(CallExpression call, int target)
    {
        var window = _registers.Take(2);
        var callee = VariableOperand(InternalName.Callee, call.Start);
        Emit(Opcode.GetSuperConstructor, window, callee);
        LoadVariable(InternalName.NewTarget, call.Start, window + 1);
        _registers.Next = window + 2;
        var count = Arguments(call.Arguments);
        At(call.Start, call.Callee);
        if (count < 0)
            Emit(Opcode.ConstructSpread, window, window);
        else
            Emit(Opcode.Construct, window, window, count);

        _registers.Next = window + 2;
        BindThis(call, window);
        At(call);
        Emit(Opcode.InitFields, window, VariableOperand(InternalName.Callee, call.Start));
        Move(target, window);
    }

    /// <summary>What super() returns becomes this, once.</summary>
    private void BindThis(Node node, int value)
    {
        var variable = NameResolver.Find(_scope, InternalName.This, node.Start, out _)!;
        var mark = _registers.Next;
        At(node);
        if (variable is { Captured: false })
        {
            Emit(Opcode.RequireHole, variable.Register);
            Emit(Opcode.Move, variable.Register, value);
            return;
        }

        var before = _registers.Take();
        if (variable.Scope.Function == _function)
            Emit(Opcode.GetCell, before, variable.Register);
        else
            Emit(Opcode.GetCaptured, before, _function.CaptureNumber(variable));

        Emit(Opcode.RequireHole, before);
        Assign(variable, value);
        _registers.Next = mark;
    }
}
