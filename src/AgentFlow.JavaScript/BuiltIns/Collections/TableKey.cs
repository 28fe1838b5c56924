using System.Runtime.CompilerServices;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Collections;

/// <summary>A key of a Map or Set: equal by SameValueZero. Hashes are seeded per process, so that no script can choose keys that collide.</summary>
internal readonly struct TableKey : IEquatable<TableKey>
{
    private readonly object? _key;
    private readonly double _number;

    private TableKey(object? key, double number)
    {
        _key = key;
        _number = number;
    }

    /// <summary>The key of a value. The characters of a string are looked at, which is charged.</summary>
    public static TableKey From(Vm vm, Value value)
    {
        switch (value.Ref)
        {
            case null:
                return new TableKey(null, double.IsNaN(value.Num) ? double.NaN : value.Num + 0.0);
            case JsString text:
                vm.Charge(text.Length / 8);
                return new TableKey(text.Flat(vm), 0);
            case JsBigInt big:
                vm.Charge(big.Value.GetByteCount() / 8);
                return new TableKey(big.Value, 0);
            default:
                return new TableKey(value.Ref, 0);
        }
    }

    public bool Equals(TableKey other) => _key switch
    {
        null => other._key is null && BitConverter.DoubleToInt64Bits(_number) == BitConverter.DoubleToInt64Bits(other._number),
        HeapValue => ReferenceEquals(_key, other._key),
        _ => _key.Equals(other._key),
    };

    public override bool Equals(object? obj) => obj is TableKey other && Equals(other);

    public override int GetHashCode()
    {
        if (_key is null)
        {
            var bits = BitConverter.DoubleToInt64Bits(_number);
            return HashCode.Combine((int)bits, (int)(bits >> 32));
        }

        return _key is HeapValue ? RuntimeHelpers.GetHashCode(_key) : _key.GetHashCode();
    }
}
