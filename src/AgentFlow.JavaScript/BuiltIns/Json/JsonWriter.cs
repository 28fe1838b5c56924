using AgentFlow.JavaScript.BuiltIns.Conversion;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Json;

/// <summary>Writes values as JSON. The objects being written lie on a stack of our own; the keys of a shape are worked out once per call.</summary>
internal sealed class JsonWriter
{
    private static readonly PropertyKey ToJson = PropertyKey.From("toJSON");

    private readonly Vm _vm;
    private readonly TextBuilder _output;
    private readonly JsObject? _replacer;
    private readonly List<PropertyKey>? _allowed;
    private readonly string _gap;
    private readonly Stack<Level> _open = new();
    private readonly Stack<Level> _spare = new();
    private readonly HashSet<JsObject> _path = [];
    private readonly Dictionary<Shape, (PropertyKey Key, string Text)[]> _shapes = [];
    private readonly Dictionary<PropertyKey, string> _quoted = [];

    public JsonWriter(Vm vm, JsObject? replacer, List<PropertyKey>? allowed, string gap)
    {
        _vm = vm;
        _output = new TextBuilder(vm);
        _replacer = replacer;
        _allowed = allowed;
        _gap = gap;
    }

    /// <summary>The text of a value, or undefined for what JSON has no words for.</summary>
    public Value Write(Value value)
    {
        JsObject? holder = null;
        if (_replacer is not null)
        {
            holder = _vm.NewObject();
            holder.CreateDataProperty(_vm, "", value);
        }

        value = Prepare(holder, "", value);
        if (!IsWritable(value))
            return Value.Undefined;
        Start(value);
        while (_open.TryPeek(out var level))
            Step(level);
        return _output.ToValue();
    }

    private void Step(Level level)
    {
        _vm.Charge(1);
        if (!level.TryNext(_vm, out var key, out var text, out var value))
        {
            Finish(level);
            return;
        }

        value = Prepare(level.Target, key, value);
        if (!level.IsArray && !IsWritable(value))
            return;
        if (level.Written++ > 0)
            _output.Append(',');
        NewLine(_open.Count);
        if (!level.IsArray)
        {
            _output.Append(text ?? Quoted(key));
            if (_gap.Length > 0)
                _output.Append(' ');
        }

        if (IsWritable(value))
            Start(value);
        else
            _output.Append("null");
    }

    private void Finish(Level level)
    {
        _spare.Push(_open.Pop());
        _path.Remove(level.Target);
        if (level.Written > 0)
            NewLine(_open.Count);
        _output.Append(level.IsArray ? ']' : '}');
    }

    private void NewLine(int depth)
    {
        if (_gap.Length == 0)
            return;
        _output.Append('\n');
        for (var i = 0; i < depth; i++)
            _output.Append(_gap);
    }

    private static bool IsWritable(Value value) => !value.IsUndefined && !value.IsSymbol && !value.IsCallable;

    /// <summary>Applies toJSON and the replacer, and takes the primitive out of its wrapper.</summary>
    private Value Prepare(JsObject? holder, PropertyKey key, Value value)
    {
        if (value.Ref is JsObject or JsBigInt)
        {
            var method = _vm.Get(value, ToJson);
            if (method.IsCallable)
                value = _vm.Call(method, value, [key.ToValue()]);
        }

        if (_replacer is not null)
            value = _vm.Call(_replacer, holder!, [key.ToValue(), value]);
        if (value.Ref is JsPrimitiveObject wrapper)
        {
            value = wrapper.Primitive.Ref switch
            {
                null => _vm.ToNumber(value),
                JsString => _vm.ToJsString(value),
                JsSymbol => value,
                _ => wrapper.Primitive,
            };
        }

        return value;
    }

    /// <summary>Writes a primitive, or opens an object.</summary>
    private void Start(Value value)
    {
        switch (value.Ref)
        {
            case null when (int)value.Num == value.Num:
                _output.Append((int)value.Num);
                break;
            case null:
                _output.Append(double.IsFinite(value.Num) ? NumberFormatter.ToText(value.Num) : "null");
                break;
            case JsString text:
                JsonText.AppendQuoted(_output, text.Flat(_vm));
                break;
            case JsBigInt:
                throw _vm.TypeError("Do not know how to serialize a BigInt: convert it with String(value) first.");
            case JsObject target:
                Open(target);
                break;
            default:
                _output.Append(((Oddball)value.Ref).Text.ToString());
                break;
        }
    }

    private void Open(JsObject target)
    {
        if (!_path.Add(target))
            throw _vm.TypeError($"Converting circular structure to JSON: {_vm.Describe(target)} contains itself. Leave the property out, or give JSON.stringify a replacer.");
        if (!_spare.TryPop(out var level))
        {
            _vm.Allocate(140);
            level = new Level();
        }

        _open.Push(level);
        var isArray = _vm.IsArray(target);
        _output.Append(isArray ? '[' : '{');
        if (isArray)
            level.Begin(target, _vm.LengthOf(target));
        else if (_allowed is not null)
            level.Begin(target, _allowed);
        else if (target is { IsProxy: false, HasExoticNames: false, Sparse: null, Tag: ValueTag.Object } && target is not JsError && !target.Shape.IsDictionary)
            level.Begin(target, Known(target.Shape));
        else
            level.Begin(target, Enumerable(target));
    }

    private List<PropertyKey> Enumerable(JsObject target)
    {
        List<PropertyKey> keys = [];
        foreach (var key in target.OwnKeys(_vm))
        {
            if (!key.IsSymbol && target.GetOwn(_vm, key, out var property) && property.IsEnumerable)
                keys.Add(key);
        }

        return keys;
    }

    /// <summary>The keys of a shape in slot order, with their JSON text; those that are not written have none.</summary>
    private (PropertyKey Key, string Text)[] Known(Shape shape)
    {
        if (_shapes.TryGetValue(shape, out var known))
            return known;
        _vm.Charge(shape.Count);
        _vm.Allocate(100 + (shape.Count * 24L));
        known = [.. shape.Properties().Select(p => (p.Key, p.Key.IsSymbol || (p.Flags & PropertyFlags.Enumerable) == 0 ? "" : Quoted(p.Key)))];
        _shapes.Add(shape, known);
        return known;
    }

    /// <summary>A key in quotes with its colon. Many objects have the same keys, so each is worked out once.</summary>
    private string Quoted(PropertyKey key)
    {
        if (_quoted.TryGetValue(key, out var text))
            return text;
        var builder = new TextBuilder(_vm);
        JsonText.AppendQuoted(builder, key.ToString());
        builder.Append(':');
        return _quoted[key] = builder.ToString();
    }

    /// <summary>An object that is being written; used again for the next one when it is done.</summary>
    private sealed class Level
    {
        private List<PropertyKey>? _keys;
        private (PropertyKey Key, string Text)[]? _known;
        private Shape? _shape;
        private long _length;
        private long _next;

        public JsObject Target { get; private set; } = null!;

        public bool IsArray { get; private set; }

        public long Written { get; set; }

        /// <summary>An array.</summary>
        public void Begin(JsObject target, long length)
        {
            Start(target, length);
            IsArray = true;
        }

        /// <summary>An object, by these keys.</summary>
        public void Begin(JsObject target, List<PropertyKey> keys)
        {
            Start(target, keys.Count);
            _keys = keys;
        }

        /// <summary>An object whose properties lie in its slots in the order of these keys.</summary>
        public void Begin(JsObject target, (PropertyKey Key, string Text)[] known)
        {
            Start(target, known.Length);
            (_known, _shape) = (known, target.Shape);
        }

        public bool TryNext(Vm vm, out PropertyKey key, out string? text, out Value value)
        {
            text = null;
            while (_next < _length)
            {
                var index = _next++;
                if (IsArray)
                {
                    key = PropertyKey.FromInteger(index);
                    value = vm.GetIndex(Target, index);
                    return true;
                }

                if (_known is null)
                {
                    key = _keys![(int)index];
                    value = vm.Get(Target, key);
                    return true;
                }

                (key, text) = _known[index];
                if (text.Length == 0)
                    continue;

                // Slots are read directly as long as no toJSON or getter has changed the object's shape meanwhile.
                value = ReferenceEquals(Target.Shape, _shape) && Target.Slots[index].Ref is not { Tag: ValueTag.Internal } ? Target.Slots[index] : vm.Get(Target, key);
                return true;
            }

            key = default;
            value = default;
            return false;
        }

        private void Start(JsObject target, long length)
        {
            (Target, _length, _next, Written, IsArray) = (target, length, 0, 0, false);
            (_keys, _known, _shape) = (null, null, null);
        }
    }
}
