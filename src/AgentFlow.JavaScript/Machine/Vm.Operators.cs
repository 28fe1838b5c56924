using System.Numerics;
using AgentFlow.JavaScript.BuiltIns.Conversion;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <content>Operators on operands of any type; the loop has done the numbers itself.</content>
internal sealed partial class Vm
{
    /// <summary>The largest BigInt, in bits: 1 Mi.</summary>
    internal const long MaxBigIntBits = 1 << 20;

    internal Value Add(Value left, Value right)
    {
        if (left.Ref is JsString a && right.Ref is JsString b)
            return JsString.Concat(this, a, b);
        left = ToPrimitive(left);
        right = ToPrimitive(right);
        if (left.IsString || right.IsString)
            return JsString.Concat(this, ToJsString(left), ToJsString(right));
        return Arithmetic(Opcode.Add, left, right);
    }

    /// <summary>An arithmetic instruction of the loop whose operands are not both numbers.</summary>
    private void CalculateAny(ulong ins, int bp)
    {
        var op = (Opcode)(ushort)ins;
        var x = Register(bp + B(ins));
        Store(bp + A(ins), op switch
        {
            Opcode.Add => Add(x, Register(bp + C(ins))),
            Opcode.AddInt => Add(x, Instruction.SignedC(ins)),
            Opcode.SubInt => Arithmetic(Opcode.Sub, x, Instruction.SignedC(ins)),
            Opcode.MulInt => Arithmetic(Opcode.Mul, x, Instruction.SignedC(ins)),
            Opcode.ModInt => Arithmetic(Opcode.Mod, x, Instruction.SignedC(ins)),
            Opcode.Increment => AddOne(x, 1),
            Opcode.Decrement => AddOne(x, -1),
            _ => Arithmetic(op, x, Register(bp + C(ins))),
        });
    }

    /// <summary>Whether a comparing jump of the loop is taken whose operands are not both numbers. The sixteen stand in the order of the four relations, each
    /// followed by its negation.</summary>
    private bool CompareAny(ulong ins, int bp)
    {
        var op = (Opcode)(ushort)ins;
        var immediate = op >= Opcode.JumpIfLessInt;
        var index = op - (immediate ? Opcode.JumpIfLessInt : Opcode.JumpIfLess);
        var right = immediate ? Instruction.SignedB(ins) : Register(bp + B(ins));
        return Compare((Opcode)((int)Opcode.Less + (index >> 1)), Register(bp + A(ins)), right) != ((index & 1) != 0);
    }

    /// <summary>The % of two numbers: the machine's integer division where both are small whole numbers, since .NET's takes ten times as long.</summary>
    private static double Remainder(double x, double y)
    {
        var (a, b) = ((int)x, (int)y);
        return a == x && b == y && a > 0 && b > 0 ? a % b : x % y;
    }

    /// <summary>Any binary operator on numbers or BigInts but comparison, by its opcode.</summary>
    internal Value Arithmetic(Opcode op, Value left, Value right)
    {
        left = ToNumeric(left);
        right = ToNumeric(right);
        if (left.IsNumber && right.IsNumber)
            return OfNumbers(op, left.Num, right.Num);
        if (left.Ref is not JsBigInt a || right.Ref is not JsBigInt b)
            throw TypeError("Cannot mix BigInt and other types, use explicit conversions: BigInt(x) or Number(x).");
        return OfBigInts(op, a.Value, b.Value);
    }

    internal Value Negate(Value value)
    {
        value = ToNumeric(value);
        return value.Ref is JsBigInt big ? NewBigInt(-big.Value) : -value.Num;
    }

    internal Value BitNot(Value value)
    {
        value = ToNumeric(value);
        return value.Ref is JsBigInt big ? NewBigInt(-big.Value - 1) : ~ToInt32(value.Num);
    }

    internal Value AddOne(Value value, int step)
    {
        value = ToNumeric(value);
        return value.Ref is JsBigInt big ? NewBigInt(big.Value + step) : value.Num + step;
    }

    /// <summary>The <c>==</c> relation.</summary>
    internal bool LooseEquals(Value left, Value right)
    {
        while (true)
        {
            if (left.IsNumber && right.IsNumber)
                return left.Num == right.Num;
            if (left.IsNullish || right.IsNullish)
                return left.IsNullish && right.IsNullish;
            if (SameKind(left, right))
                return Value.StrictEquals(this, left, right);
            if (left.IsObject && !right.IsObject)
                left = ToPrimitive(left);
            else if (right.IsObject && !left.IsObject)
                right = ToPrimitive(right);
            else if (left.IsBoolean)
                left = ToNumber(left);
            else if (right.IsBoolean)
                right = ToNumber(right);
            else if (left.IsSymbol || right.IsSymbol)
                return false;
            else
                return EqualNumerically(left, right);
        }
    }

    /// <summary>One of the four relations, by the opcode of its operator.</summary>
    internal bool Compare(Opcode op, Value left, Value right)
    {
        left = ToPrimitive(left, PrimitiveHint.Number);
        right = ToPrimitive(right, PrimitiveHint.Number);
        if (left.Ref is JsString a && right.Ref is JsString b)
        {
            Charge(Math.Min(a.Length, b.Length) / 8);
            return Holds(op, string.CompareOrdinal(a.Flat(this), b.Flat(this)));
        }
        if (left.IsBigInt || right.IsBigInt)
            return CompareBigInts(left, right) is { } order && Holds(op, order);
        var x = ToNumber(left);
        var y = ToNumber(right);
        return op switch
        {
            Opcode.Less => x < y,
            Opcode.LessEqual => x <= y,
            Opcode.Greater => x > y,
            _ => x >= y,
        };
    }

    internal bool InstanceOf(Value value, Value target)
    {
        if (target.AsObject is not { } constructor)
            throw TypeError("Right-hand side of 'instanceof' is not an object.");
        var method = GetMethod(target, JsSymbol.HasInstance);
        if (method is null)
            return constructor.IsCallable ? OrdinaryHasInstance(constructor, value) : throw TypeError("Right-hand side of 'instanceof' is not callable.");
        return ReferenceEquals(method, Realm[Intrinsic.FunctionHasInstance])
            ? OrdinaryHasInstance(constructor, value)
            : Call(method, target, [value]).ToBoolean();
    }

    /// <summary>OrdinaryHasInstance.</summary>
    public bool OrdinaryHasInstance(JsObject constructor, Value value)
    {
        if (!constructor.IsCallable)
            return false;
        if (constructor is BoundFunction bound)
            return InstanceOf(value, bound.Target);
        if (value.AsObject is not { } at)
            return false;
        if (Get(constructor, "prototype").AsObject is not { } prototype)
            throw TypeError($"Function has non-object prototype in instanceof check: {Describe(constructor)}.");
        while (at.GetPrototypeOf(this) is { } next)
        {
            Charge(1);
            if (ReferenceEquals(next, prototype))
                return true;
            at = next;
        }
        return false;
    }

    internal bool In(Value key, Value target)
    {
        if (target.AsObject is not { } obj)
            throw TypeError($"Cannot use 'in' operator to search for {Describe(key)} in {Describe(target)}.");
        return obj.HasProperty(this, ToPropertyKey(key));
    }

    /// <summary>The power that JavaScript defines, which differs from .NET's where the base is 1 or -1 and the exponent no number.</summary>
    public static double Power(double x, double y) =>
        double.IsNaN(y) || ((x == 1 || x == -1) && double.IsInfinity(y)) ? double.NaN : Math.Pow(x, y);

    private static Value OfNumbers(Opcode op, double x, double y) => op switch
    {
        Opcode.Add => x + y,
        Opcode.Sub => x - y,
        Opcode.Mul => x * y,
        Opcode.Div => x / y,
        Opcode.Mod => x % y,
        Opcode.Exp => Power(x, y),
        Opcode.BitAnd => ToInt32(x) & ToInt32(y),
        Opcode.BitOr => ToInt32(x) | ToInt32(y),
        Opcode.BitXor => ToInt32(x) ^ ToInt32(y),
        Opcode.ShiftLeft => ToInt32(x) << (ToInt32(y) & 31),
        Opcode.ShiftRight => ToInt32(x) >> (ToInt32(y) & 31),
        Opcode.ShiftRightUnsigned => (uint)ToInt32(x) >> (ToInt32(y) & 31),
        _ => throw new InvalidOperationException($"'{op}' is no arithmetic operator."),
    };

    private Value OfBigInts(Opcode op, BigInteger x, BigInteger y)
    {
        var bytes = Math.Max(x.GetByteCount(), y.GetByteCount());
        Charge(op is Opcode.Mul or Opcode.Div or Opcode.Mod ? BigIntText.Cost(bytes) : bytes / 8);
        Allocate(48 + (op == Opcode.Mul ? bytes * 2L : bytes));
        switch (op)
        {
            case Opcode.Add:
                return Checked(x + y);
            case Opcode.Sub:
                return Checked(x - y);
            case Opcode.Mul:
                return x.GetBitLength() + y.GetBitLength() > MaxBigIntBits + 64 ? throw BigIntTooLarge() : Checked(x * y);
            case Opcode.Div:
                return y.IsZero ? throw RangeError("Division by zero.") : new JsBigInt(BigInteger.Divide(x, y));
            case Opcode.Mod:
                return y.IsZero ? throw RangeError("Division by zero.") : new JsBigInt(BigInteger.Remainder(x, y));
            case Opcode.Exp:
                return BigPower(x, y);
            case Opcode.BitAnd:
                return new JsBigInt(x & y);
            case Opcode.BitOr:
                return new JsBigInt(x | y);
            case Opcode.BitXor:
                return new JsBigInt(x ^ y);
            case Opcode.ShiftLeft:
                return BigShift(x, y);
            case Opcode.ShiftRight:
                return BigShift(x, -y);
            default:
                throw TypeError("BigInts have no unsigned right shift, use >> instead.");
        }
    }

    private JsBigInt Checked(BigInteger value) => value.GetBitLength() > MaxBigIntBits ? throw BigIntTooLarge() : new JsBigInt(value);

    private ScriptThrow BigIntTooLarge() => RangeError("Maximum BigInt size exceeded: at most 1048576 bits.");

    private JsBigInt BigPower(BigInteger x, BigInteger y)
    {
        if (y.Sign < 0)
            throw RangeError("Exponent must be non-negative.");
        if (y.IsZero)
            return new JsBigInt(BigInteger.One);
        if (x.IsZero || x.IsOne)
            return new JsBigInt(x);
        if (x == BigInteger.MinusOne)
            return new JsBigInt(y.IsEven ? BigInteger.One : x);
        if (y > MaxBigIntBits || (x.GetBitLength() - 1) * (long)y > MaxBigIntBits)
            throw BigIntTooLarge();
        var bytes = (x.GetBitLength() * (long)y / 8) + 1;
        Charge(BigIntText.Cost(bytes));
        Allocate(bytes * 2);
        return Checked(BigInteger.Pow(x, (int)y));
    }

    private JsBigInt BigShift(BigInteger x, BigInteger by)
    {
        if (x.IsZero || by.IsZero)
            return new JsBigInt(x);
        if (by.Sign < 0)
            return by < -MaxBigIntBits ? new JsBigInt(x.Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero) : new JsBigInt(x >> (int)-by);
        if (by > MaxBigIntBits)
            throw BigIntTooLarge();
        Charge((long)by / 64);
        Allocate((long)by / 8);
        return Checked(x << (int)by);
    }

    private static bool SameKind(Value left, Value right) =>
        left.Ref is not null && right.Ref is not null
        && (left.Ref.Tag == right.Ref.Tag || (left.IsObject && right.IsObject));

    private bool EqualNumerically(Value left, Value right)
    {
        if (!left.IsBigInt && !right.IsBigInt)
            return ToNumber(left) == ToNumber(right);
        return CompareBigInts(left, right) is 0;
    }

    /// <summary>The order of two primitives of which one is a BigInt; null where one is no number at all.</summary>
    private int? CompareBigInts(Value left, Value right)
    {
        if (left.Ref is not JsBigInt)
            return -CompareBigInts(right, left);
        var big = ((JsBigInt)left.Ref).Value;
        Charge(big.GetByteCount() / 8);
        if (right.Ref is JsBigInt other)
            return big.CompareTo(other.Value);
        if (right.Ref is JsString text)
            return TextToBigInt(text) is { } parsed ? big.CompareTo(parsed) : null;
        var number = ToNumber(right);
        if (double.IsNaN(number))
            return null;
        if (double.IsInfinity(number))
            return number > 0 ? -1 : 1;
        var whole = Math.Floor(number);
        var order = big.CompareTo(new BigInteger(whole));
        return order != 0 ? order : whole < number ? -1 : 0;
    }

    private static bool Holds(Opcode op, int order) => op switch
    {
        Opcode.Less => order < 0,
        Opcode.LessEqual => order <= 0,
        Opcode.Greater => order > 0,
        _ => order >= 0,
    };
}
