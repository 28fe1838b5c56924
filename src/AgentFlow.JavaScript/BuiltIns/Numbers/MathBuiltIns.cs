using System.Numerics;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Numbers;

/// <summary><c>Math</c>. Random numbers are the host's.</summary>
internal static class MathBuiltIns
{
    public static void Install(RealmBuilder b)
    {
        var m = b.Object(Intrinsic.Math);
        b.Global("Math", m);
        b.Tag(m, "Math");
        b.Constant(m, "E", Math.E);
        b.Constant(m, "LN10", 2.302585092994046);
        b.Constant(m, "LN2", 0.6931471805599453);
        b.Constant(m, "LOG10E", 0.4342944819032518);
        b.Constant(m, "LOG2E", 1.4426950408889634);
        b.Constant(m, "PI", Math.PI);
        b.Constant(m, "SQRT1_2", 0.7071067811865476);
        b.Constant(m, "SQRT2", 1.4142135623730951);
        Rounding(b, m);
        Powers(b, m);
        Angles(b, m);
        Lists(b, m);
    }

    private static void Add(RealmBuilder b, JsObject m, string name, int length, NativeCode code) => b.Method(m, "Math", name, length, code);

    private static void Rounding(RealmBuilder b, JsObject m)
    {
        Add(b, m, "abs", 1, static (vm, in call) => Math.Abs(vm.ToNumber(call[0])));
        Add(b, m, "ceil", 1, static (vm, in call) => Math.Ceiling(vm.ToNumber(call[0])));
        Add(b, m, "floor", 1, static (vm, in call) => Math.Floor(vm.ToNumber(call[0])));
        Add(b, m, "fround", 1, static (vm, in call) => (double)(float)vm.ToNumber(call[0]));
        Add(b, m, "round", 1, static (vm, in call) => Round(vm.ToNumber(call[0])));
        Add(b, m, "sign", 1, static (vm, in call) => vm.ToNumber(call[0]) is var x && (x == 0 || double.IsNaN(x)) ? x : Math.Sign(x));
        Add(b, m, "trunc", 1, static (vm, in call) => Math.Truncate(vm.ToNumber(call[0])));
        Add(b, m, "clz32", 1, static (vm, in call) => BitOperations.LeadingZeroCount(vm.ToUint32(call[0])));
        Add(b, m, "imul", 2, static (vm, in call) =>
        {
            var left = vm.ToInt32(call[0]);
            return unchecked(left * vm.ToInt32(call[1]));
        });
        Add(b, m, "random", 0, static (vm, in _) => vm.Host.NextRandom());
    }

    private static void Powers(RealmBuilder b, JsObject m)
    {
        Add(b, m, "cbrt", 1, static (vm, in call) => CubeRoot(vm.ToNumber(call[0])));
        Add(b, m, "exp", 1, static (vm, in call) => Math.Exp(vm.ToNumber(call[0])));
        Add(b, m, "expm1", 1, static (vm, in call) => ExpM1(vm.ToNumber(call[0])));
        Add(b, m, "log", 1, static (vm, in call) => Math.Log(vm.ToNumber(call[0])));
        Add(b, m, "log10", 1, static (vm, in call) => Math.Log10(vm.ToNumber(call[0])));
        Add(b, m, "log1p", 1, static (vm, in call) => Log1P(vm.ToNumber(call[0])));
        Add(b, m, "log2", 1, static (vm, in call) => Math.Log2(vm.ToNumber(call[0])));
        Add(b, m, "pow", 2, static (vm, in call) =>
        {
            var x = vm.ToNumber(call[0]);
            return Pow(x, vm.ToNumber(call[1]));
        });
        Add(b, m, "sqrt", 1, static (vm, in call) => Math.Sqrt(vm.ToNumber(call[0])));
    }

    private static void Angles(RealmBuilder b, JsObject m)
    {
        Add(b, m, "acos", 1, static (vm, in call) => Math.Acos(vm.ToNumber(call[0])));
        Add(b, m, "acosh", 1, static (vm, in call) => Math.Acosh(vm.ToNumber(call[0])));
        Add(b, m, "asin", 1, static (vm, in call) => Math.Asin(vm.ToNumber(call[0])));
        Add(b, m, "asinh", 1, static (vm, in call) => vm.ToNumber(call[0]) is var x && x == 0 ? x : Math.Asinh(x));
        Add(b, m, "atan", 1, static (vm, in call) => Math.Atan(vm.ToNumber(call[0])));
        Add(b, m, "atan2", 2, static (vm, in call) =>
        {
            var y = vm.ToNumber(call[0]);
            return Math.Atan2(y, vm.ToNumber(call[1]));
        });
        Add(b, m, "atanh", 1, static (vm, in call) => vm.ToNumber(call[0]) is var x && x == 0 ? x : Math.Atanh(x));
        Add(b, m, "cos", 1, static (vm, in call) => Math.Cos(vm.ToNumber(call[0])));
        Add(b, m, "cosh", 1, static (vm, in call) => Math.Cosh(vm.ToNumber(call[0])));
        Add(b, m, "sin", 1, static (vm, in call) => Math.Sin(vm.ToNumber(call[0])));
        Add(b, m, "sinh", 1, static (vm, in call) => Math.Sinh(vm.ToNumber(call[0])));
        Add(b, m, "tan", 1, static (vm, in call) => Math.Tan(vm.ToNumber(call[0])));
        Add(b, m, "tanh", 1, static (vm, in call) => Math.Tanh(vm.ToNumber(call[0])));
    }

    private static void Lists(RealmBuilder b, JsObject m)
    {
        Add(b, m, "max", 2, static (vm, in call) =>
        {
            vm.Charge(call.Count);
            var result = double.NegativeInfinity;
            foreach (var value in call.Args)
                result = Math.Max(result, vm.ToNumber(value));
            return result;
        });
        Add(b, m, "min", 2, static (vm, in call) =>
        {
            vm.Charge(call.Count);
            var result = double.PositiveInfinity;
            foreach (var value in call.Args)
                result = Math.Min(result, vm.ToNumber(value));
            return result;
        });
        Add(b, m, "hypot", 2, Hypot);
    }

    /// <summary>Halves go up, and -0.5 to 0 gives -0. Adding 0.5 would be wrong just below a half.</summary>
    private static double Round(double x)
    {
        if (!double.IsFinite(x) || Math.Abs(x) >= 4503599627370496)
            return x;
        var floor = Math.Floor(x);
        var result = x - floor >= 0.5 ? floor + 1 : floor;
        return result == 0 ? Math.CopySign(0, x) : result;
    }

    /// <summary><c>Number::exponentiate</c>, where 1 to the power of infinity or NaN is NaN.</summary>
    internal static double Pow(double x, double y) =>
        double.IsNaN(y) || (double.IsInfinity(y) && Math.Abs(x) == 1) ? double.NaN : Math.Pow(x, y);

    /// <summary>One step of Newton's method behind the library's root, which can be off by one in the last place even for cubes of integers.</summary>
    private static double CubeRoot(double x)
    {
        var root = Math.Cbrt(x);
        return root == 0 || !double.IsFinite(root) ? root : root - (((root * root * root) - x) / (3 * root * root));
    }

    private static double ExpM1(double x)
    {
        if (Math.Abs(x) > 1e-2)
            return x == 0 ? x : Math.Abs(x) > 0.5 ? Math.Exp(x) - 1 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

        // Horner's scheme of the Taylor series; the first term left out is below 1e-18 of the result.
        return x * (1 + (x / 2 * (1 + (x / 3 * (1 + (x / 4 * (1 + (x / 5 * (1 + (x / 6 * (1 + (x / 7))))))))))));
    }

    /// <remarks>W. Kahan's correction: log(1+x) times x over what 1+x really added.</remarks>
    private static double Log1P(double x)
    {
        var sum = 1 + x;
        if (sum == 1 || double.IsPositiveInfinity(x))
            return x;
        return Math.Log(sum) * (x / (sum - 1));
    }

    private static Value Hypot(Vm vm, in CallInfo call)
    {
        vm.Charge(call.Count);
        double greatest = 0;
        var infinite = false;
        var numbers = call.Count <= 16 ? stackalloc double[call.Count] : new double[call.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Math.Abs(vm.ToNumber(call.Args[i]));
            infinite |= double.IsInfinity(numbers[i]);
            greatest = Math.Max(greatest, numbers[i]);
        }

        if (infinite)
            return double.PositiveInfinity;
        if (greatest == 0 || double.IsNaN(greatest))
            return greatest;
        double sum = 0, lost = 0;
        foreach (var number in numbers)
        {
            var scaled = number / greatest;
            var term = (scaled * scaled) - lost;
            var next = sum + term;
            lost = next - sum - term;
            sum = next;
        }

        return Math.Sqrt(sum) * greatest;
    }
}
