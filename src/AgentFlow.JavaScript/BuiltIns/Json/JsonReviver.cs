using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Json;

/// <summary><c>InternalizeJSONProperty</c>: calls the reviver for each property, the innermost first, without recursion.</summary>
internal static class JsonReviver
{
    public static Value Revive(Vm vm, JsObject reviver, Value value)
    {
        var root = vm.NewObject();
        root.CreateDataProperty(vm, "", value);
        using var hold = vm.Hold(root);
        var open = new Stack<Level>();
        open.Push(new Level(vm, root, "", value));
        while (true)
        {
            var level = open.Peek();
            if (level.TryNext(out var key))
            {
                vm.Allocate(100);
                open.Push(new Level(vm, level.Target!, key, vm.Get(level.Target!, key)));
                continue;
            }

            open.Pop();
            vm.Charge(1);
            var result = vm.Call(reviver, level.Holder, [level.Key.ToValue(), level.Value]);
            if (open.Count == 0)
                return result;
            if (result.IsUndefined)
                level.Holder.Delete(vm, level.Key);
            else
                level.Holder.CreateDataProperty(vm, level.Key, result);
        }
    }

    /// <summary>A property whose own properties are visited before it.</summary>
    private sealed class Level
    {
        private readonly List<PropertyKey>? _keys;
        private readonly long _length;
        private long _next;

        public Level(Vm vm, JsObject holder, PropertyKey key, Value value)
        {
            Holder = holder;
            Key = key;
            Value = value;
            Target = value.AsObject;
            if (Target is null)
                return;
            if (vm.IsArray(value))
            {
                _length = vm.LengthOf(Target);
                return;
            }

            _keys = [];
            foreach (var own in Target.OwnKeys(vm))
            {
                if (!own.IsSymbol && Target.GetOwn(vm, own, out var property) && property.IsEnumerable)
                    _keys.Add(own);
            }

            _length = _keys.Count;
        }

        public JsObject Holder { get; }

        public PropertyKey Key { get; }

        public Value Value { get; }

        public JsObject? Target { get; }

        public bool TryNext(out PropertyKey key)
        {
            key = default;
            if (_next >= _length)
                return false;
            key = _keys is null ? PropertyKey.FromInteger(_next) : _keys[(int)_next];
            _next++;
            return true;
        }
    }
}
