using System.Globalization;
using System.Numerics;

namespace AgentFlow.JavaScript.Objects;

/// <summary>An integer of any size. Arithmetic charges by the size of its operands (<c>vm</c>'s numeric operations).</summary>
internal sealed class JsBigInt(BigInteger value) : HeapValue(ValueTag.BigInt)
{
    public BigInteger Value { get; } = value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
