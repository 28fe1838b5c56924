namespace AgentFlow.JavaScript.Syntax;

/// <summary>
/// What an expression holds that only a pattern may: found while it is not known yet which of the two is read. Offsets, or -1.
/// </summary>
internal struct Cover
{
    public static Cover None => new() { Shorthand = -1, DoublePrototype = -1 };

    /// <summary><c>{ a = 1 }</c></summary>
    public int Shorthand;

    /// <summary><c>{ __proto__: a, __proto__: b }</c></summary>
    public int DoublePrototype;
}

internal sealed partial class Parser
{
    // Where the parameters of what may become an arrow function hold what parameters may not; -1 where they do not.
    private int _awaitAt = -1;
    private int _awaitNameAt = -1;
    private int _yieldAt = -1;

    private void CheckCover(in Cover cover)
    {
        if (cover.Shorthand >= 0)
            throw Error("'=' after a property's name is a default and makes sense only in a pattern. In an object literal write 'name: value'.", cover.Shorthand, cover.Shorthand + 1);
        if (cover.DoublePrototype >= 0)
            throw Error("An object literal can set '__proto__' only once.", cover.DoublePrototype, cover.DoublePrototype + 1);
    }

    /// <summary>Turns what was parsed as an expression into the target of an assignment.</summary>
    private Node ToAssignmentTarget(Expression node) => ToTarget(node, binding: false);

    private Node ToTarget(Node node, bool binding)
    {
        switch (node)
        {
            case Identifier name when !binding || !name.Parenthesized:
                CheckBindingName(name);
                return name;
            case MemberExpression when !binding:
                return node;
            case ArrayExpression { Parenthesized: false } array:
                return ToArrayPattern(array, binding);
            case ObjectExpression { Parenthesized: false } obj:
                return ToObjectPattern(obj, binding);
            case AssignmentExpression { Parenthesized: false, Binary: null, Logical: null } assignment:
                if (binding)
                    CheckBinding(assignment.Left);
                return new AssignmentPattern(assignment.Left, assignment.Right, assignment.Start, assignment.End);
            case AssignmentPattern { Left: Identifier name }:
                CheckBindingName(name);
                return node;
            case AssignmentPattern or ArrayPattern or ObjectPattern:
                CheckBinding(node);
                return node;
            default:
                throw Error(binding ? "This cannot be a parameter. A parameter is a name or a pattern." : InvalidTarget(node), node);
        }
    }

    private static string InvalidTarget(Node node) => node switch
    {
        CallExpression => "The result of a call cannot be assigned to.",
        ChainExpression => "A chain with '?.' cannot be assigned to. Test the object first, then assign with '.'.",
        _ => "This cannot be assigned to. A target is a name, a property or a destructuring pattern.",
    };

    private ArrayPattern ToArrayPattern(ArrayExpression array, bool binding)
    {
        var elements = new Node?[array.Elements.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = array.Elements[i] switch
            {
                null => null,
                SpreadElement spread => ToRest(spread, isLast: i == elements.Length - 1, binding),
                var element => ToTarget(element, binding),
            };
        }

        return new ArrayPattern(elements, array.Start, array.End);
    }

    private ObjectPattern ToObjectPattern(ObjectExpression obj, bool binding)
    {
        var properties = new Node[obj.Properties.Length];
        for (var i = 0; i < properties.Length; i++)
        {
            properties[i] = obj.Properties[i] switch
            {
                SpreadElement { Argument: not (ArrayExpression or ObjectExpression) } spread => ToRest(spread, isLast: i == properties.Length - 1, binding),
                Property { PropertyKind: PropertyKind.Init or PropertyKind.Prototype } property =>
                    new Property(PropertyKind.Init, property.Key, property.Computed, property.Shorthand, ToTarget(property.Value, binding), property.Start, property.End),
                var other => throw Error("This member cannot stand in a pattern.", other),
            };
        }

        return new ObjectPattern(properties, obj.Start, obj.End);
    }

    private RestElement ToRest(SpreadElement spread, bool isLast, bool binding)
    {
        // A comma after the rest is no element, so it is looked for in the text.
        var after = new Lexer(_source, spread.End, _source.Text.Length).Next();
        if (!isLast || after.Kind == TokenKind.Comma)
            throw Error("A rest element ('...') must be the last, without a comma or default after it.", spread);
        if (spread.Argument is AssignmentExpression)
            throw Error("A rest element ('...') cannot have a default.", spread);
        return new RestElement(ToTarget(spread.Argument, binding), spread.Start, spread.End);
    }

    // A pattern that was read as the target of an assignment is to bind names: its leaves must be plain names.
    private void CheckBinding(Node target)
    {
        switch (target)
        {
            case Identifier { Parenthesized: false }:
                return;
            case AssignmentPattern assignment:
                CheckBinding(assignment.Left);
                return;
            case RestElement rest:
                CheckBinding(rest.Argument);
                return;
            case ArrayPattern array:
                foreach (var element in array.Elements)
                {
                    if (element is not null)
                        CheckBinding(element);
                }

                return;
            case ObjectPattern obj:
                foreach (var property in obj.Properties)
                    CheckBinding(property is Property { Value: var value } ? value : property);
                return;
            default:
                throw Error("This cannot be a parameter. A parameter is a name or a pattern.", target);
        }
    }
}
