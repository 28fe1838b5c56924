using System.Globalization;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Compiler;

/// <content>Literals, templates, object and array literals.</content>
internal sealed partial class FunctionCompiler
{
    /// <summary>How many values go through registers into one new object or array.</summary>
    private const int LiteralBatch = 64;

    private void Literal(Expression expression, int target)
    {
        switch (expression)
        {
            case NumericLiteral literal:
                LoadNumber(literal.Value, target);
                break;
            case StringLiteral literal:
                LoadString(literal.Value, target);
                break;
            case BooleanLiteral literal:
                Emit(literal.Value ? Opcode.LoadTrue : Opcode.LoadFalse, target);
                break;
            case NullLiteral:
                Emit(Opcode.LoadNull, target);
                break;
            case BigIntLiteral literal:
                _writer.EmitWide(Opcode.LoadConst, target, _writer.Constant(literal.Value));
                break;
            case RegExpLiteral literal:
                var pattern = _writer.Checked(_writer.Constant(literal.Pattern), "constants");
                var flags = _writer.Checked(_writer.Constant(literal.Flags), "constants");
                At(literal);
                Emit(Opcode.NewRegExp, target, pattern, flags);
                break;
            default:
                throw new InvalidOperationException($"No code for '{expression.Kind}'.");
        }
    }

    private void LoadNumber(double value, int target)
    {
        var integer = (int)value;
        if (integer == value && !(value == 0 && double.IsNegative(value)))
            _writer.EmitWide(Opcode.LoadInt, target, integer);
        else
            _writer.EmitWide(Opcode.LoadConst, target, _writer.Constant(value));
    }

    private void LoadString(string value, int target) => _writer.EmitWide(Opcode.LoadConst, target, _writer.Constant(value));

    private void Template(TemplateLiteral template, int target)
    {
        if (template.Expressions.Length == 0)
        {
            LoadString(template.Quasis[0].Cooked!, target);
            return;
        }

        var texts = Array.FindAll(template.Quasis, static part => part.Cooked is not "").Length;
        var first = _registers.Take(texts + template.Expressions.Length);
        var next = first;
        for (var i = 0; i < template.Quasis.Length; i++)
        {
            if (template.Quasis[i].Cooked is { Length: > 0 } text)
                LoadString(text, next++);

            if (i < template.Expressions.Length)
                Into(template.Expressions[i], next++);
        }

        At(template);
        Emit(Opcode.Concat, target, first, next - first);
    }

    private void ArrayLiteral(ArrayExpression array, int target)
    {
        var elements = array.Elements;
        if (elements.Length > LiteralBatch || Array.Exists(elements, static element => element is SpreadElement))
        {
            var value = Scratch(target);
            Elements(elements, value);
            Move(target, value);
            return;
        }

        if (elements.Length == 0)
        {
            _writer.EmitWide(Opcode.NewArray, target, 0);
            return;
        }

        var first = _registers.Take(elements.Length);
        for (var i = 0; i < elements.Length; i++)
            ElementInto(elements[i], first + i);

        Emit(Opcode.NewArrayWith, target, first, elements.Length);
    }

    private void ElementInto(Expression? element, int target)
    {
        if (element is null)
            Emit(Opcode.LoadHole, target);
        else
            Into(element, target);
    }

    /// <summary>Builds an array element by element in a register that holds no variable.</summary>
    private void Elements(Expression?[] elements, int array)
    {
        _writer.EmitWide(Opcode.NewArray, array, elements.Length);
        foreach (var element in elements)
        {
            var mark = _registers.Next;
            if (element is SpreadElement spread)
            {
                var source = Operand(spread.Argument);
                At(spread.Start, spread.Argument);
                Emit(Opcode.ArraySpread, array, source);
            }
            else
            {
                var value = element is null ? _registers.Take() : Operand(element);
                if (element is null)
                    Emit(Opcode.LoadHole, value);

                Emit(Opcode.ArrayPush, array, value);
            }

            _registers.Next = mark;
        }
    }

    /// <summary>The name under which a key that is not computed is known at compile time; null for numbers and what looks like one.</summary>
    private static string? FieldName(Expression key) => key switch
    {
        Identifier identifier => identifier.Name,
        StringLiteral literal when !IsIndex(literal.Value) => literal.Value,
        _ => null,
    };

    /// <summary>The text of a key as a function's name, or null when it is known only at run time.</summary>
    private static string? KeyText(Expression key, bool computed) => key switch
    {
        _ when computed => null,
        Identifier identifier => identifier.Name,
        StringLiteral literal => literal.Value,
        PrivateIdentifier identifier => "#" + identifier.Name,
        BigIntLiteral literal => literal.Value.ToString(CultureInfo.InvariantCulture),
        NumericLiteral literal when literal.Value < 1e15 && literal.Value == Math.Truncate(literal.Value) => ((long)literal.Value).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>Generates a property key: a string, a symbol or an index.</summary>
    private void KeyInto(Expression key, bool computed, int target)
    {
        switch (key)
        {
            case Identifier identifier when !computed:
                LoadString(identifier.Name, target);
                break;
            case StringLiteral literal:
                LoadString(literal.Value, target);
                break;
            case BigIntLiteral literal when !computed:
                LoadString(literal.Value.ToString(CultureInfo.InvariantCulture), target);
                break;
            default:
                var value = Operand(key);
                At(key);
                Emit(Opcode.ToPropertyKey, target, value);
                break;
        }
    }

    private void ObjectLiteral(ObjectExpression literal, int target)
    {
        var count = BatchSize(literal.Properties);
        var obj = count == literal.Properties.Length ? target : Scratch(target);
        if (count == 0)
            Emit(Opcode.NewObject, obj);
        else
            ObjectBatch(literal.Properties, count, obj);

        for (var i = count; i < literal.Properties.Length; i++)
        {
            var mark = _registers.Next;
            Member(literal.Properties[i], obj);
            _registers.Next = mark;
        }

        Move(target, obj);
    }

    /// <summary>How many properties at the beginning are plain: their names are known and different, so that the object's shape is.</summary>
    private static int BatchSize(Node[] members)
    {
        HashSet<string> names = [];
        var count = 0;
        foreach (var member in members)
        {
            if (count == LiteralBatch
                || member is not Property { Computed: false, PropertyKind: PropertyKind.Init or PropertyKind.Method } property
                || FieldName(property.Key) is not { } name
                || !names.Add(name))
                break;

            count++;
        }

        return count;
    }

    private void ObjectBatch(Node[] members, int count, int target)
    {
        var names = new int[count];
        var first = _registers.Take(count);
        for (var i = 0; i < count; i++)
        {
            var property = (Property)members[i];
            var name = FieldName(property.Key)!;
            names[i] = _writer.Name(name);
            if (property.PropertyKind == PropertyKind.Method)
                Closure(((FunctionExpression)property.Value).Function, first + i, name);
            else
                NamedInto((Expression)property.Value, first + i, name);
        }

        Emit(Opcode.NewObjectWith, target, first, _writer.ObjectLiteral(names));
        for (var i = 0; i < count; i++)
        {
            if (members[i] is Property { PropertyKind: PropertyKind.Method } property && UsesSuper(property))
                Emit(Opcode.SetHome, first + i, target);
        }
    }

    private bool UsesSuper(Property method) => _tree.FunctionOf(((FunctionExpression)method.Value).Function).UsesSuper;

    private void Member(Node member, int obj)
    {
        if (member is SpreadElement spread)
        {
            var source = Operand(spread.Argument);
            At(spread);
            Emit(Opcode.SpreadObject, obj, source);
            return;
        }

        var property = (Property)member;
        if (property.PropertyKind == PropertyKind.Prototype)
        {
            Emit(Opcode.SetPrototype, obj, Operand((Expression)property.Value));
            return;
        }

        if (property.PropertyKind == PropertyKind.Init && !property.Computed && FieldName(property.Key) is { } name)
        {
            var value = _registers.Take();
            NamedInto((Expression)property.Value, value, name);
            Emit(Opcode.DefineField, obj, _writer.Cache(name), value);
            return;
        }

        KeyedMember(property, obj);
    }

    private void KeyedMember(Property property, int obj)
    {
        var key = _registers.Take();
        KeyInto(property.Key, property.Computed, key);
        var value = _registers.Take();
        switch (property.PropertyKind)
        {
            case PropertyKind.Get:
                MethodClosure(((FunctionExpression)property.Value).Function, property.Key, property.Computed, key, value, NamePrefix.Get);
                Emit(Opcode.DefineGetter, obj, key, value);
                break;
            case PropertyKind.Set:
                MethodClosure(((FunctionExpression)property.Value).Function, property.Key, property.Computed, key, value, NamePrefix.Set);
                Emit(Opcode.DefineSetter, obj, key, value);
                break;
            case PropertyKind.Method:
                MethodClosure(((FunctionExpression)property.Value).Function, property.Key, property.Computed, key, value, NamePrefix.None);
                Emit(Opcode.SetHome, value, obj);
                Emit(Opcode.DefineIndex, obj, key, value);
                break;
            default:
                KeyedValue((Expression)property.Value, property.Key, property.Computed, key, value);
                Emit(Opcode.DefineIndex, obj, key, value);
                break;
        }
    }

    /// <summary>Generates a value that takes the name of its key when it is an anonymous function or class.</summary>
    private void KeyedValue(Expression expression, Expression key, bool computed, int keyRegister, int target)
    {
        if (KeyText(key, computed) is { } name)
        {
            NamedInto(expression, target, name);
        }
        else if (expression is ClassExpression { Class.Id: null } declaration)
        {
            Class(declaration.Class, target, "", keyRegister);
        }
        else
        {
            Into(expression, target);
            if (IsAnonymousFunction(expression))
                Emit(Opcode.SetFunctionName, target, keyRegister);
        }
    }

    /// <summary>Makes a method's closure, named for its key.</summary>
    private void MethodClosure(FunctionNode function, Expression key, bool computed, int keyRegister, int target, NamePrefix prefix)
    {
        var text = KeyText(key, computed);
        Closure(function, target, text is null ? "" : prefix == NamePrefix.None ? text : $"{(prefix == NamePrefix.Get ? "get" : "set")} {text}");
        if (text is null)
            Emit(Opcode.SetFunctionName, target, keyRegister, (int)prefix);
    }
}
