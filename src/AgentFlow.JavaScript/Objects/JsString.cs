using System.Diagnostics;
using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.Objects;

/// <summary>A string: flat, or a rope of two strings that is made flat when its characters are first wanted.
/// Concatenation is O(1) that way, and building a text of n pieces O(n).</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class JsString : HeapValue
{
    /// <summary>The longest string that script can make, as V8 has it.</summary>
    public const int MaxLength = 536_870_888;

    /// <summary>Results up to this length are concatenated at once: a rope node would cost more.</summary>
    private const int ShortConcat = 24;

    /// <summary>Bytes of the object itself, without the characters.</summary>
    public const int HeaderBytes = 48;

    private static readonly JsString[] SingleChars = MakeSingleChars();

    public static readonly JsString Empty = Constant("");

    private object _left;
    private JsString? _right;

    private JsString(string flat, bool shared = false)
        : base(ValueTag.String)
    {
        _left = flat;
        Length = flat.Length;
        if (shared)
            Mark = SharedMark;
    }

    private JsString(JsString left, JsString right)
        : base(ValueTag.String)
    {
        _left = left;
        _right = right;
        Length = left.Length + right.Length;
    }

    /// <summary>The mark of strings that belong to no machine and that a census therefore skips.</summary>
    public const int SharedMark = -1;

    public int Length { get; }

    /// <summary>A string over characters that exist already. Charge for them where script chose the length (<c>vm.NewString</c>).</summary>
    public static JsString Of(string text) => text.Length switch
    {
        0 => Empty,
        1 when text[0] < SingleChars.Length => SingleChars[text[0]],
        _ => new JsString(text),
    };

    /// <summary>A string that lives as long as the process and is shared by all machines.</summary>
    public static JsString Constant(string text) => new(text, shared: true);

    /// <summary>A string of one UTF-16 unit; those of Latin-1 are made once.</summary>
    public static JsString Of(char unit) => unit < SingleChars.Length ? SingleChars[unit] : new JsString(unit.ToString());

    /// <summary>Both texts in one, charged to the machine.</summary>
    public static JsString Concat(Vm vm, JsString left, JsString right)
    {
        if (left.Length == 0)
            return right;
        if (right.Length == 0)
            return left;
        var length = (long)left.Length + right.Length;
        if (length > MaxLength)
            throw vm.RangeError("Invalid string length: a string can have at most 536870888 characters.");
        if (length <= ShortConcat)
        {
            vm.Allocate(HeaderBytes + TextBytes((int)length));
            return new JsString(string.Concat(left.Flat(vm), right.Flat(vm)));
        }
        vm.AllocateRope(length);
        return new JsString(left, right);
    }

    /// <summary>Bytes of a .NET string of this length.</summary>
    public static long TextBytes(int length) => 24 + 2L * length;

    public static bool Equals(Vm vm, JsString a, JsString b)
    {
        if (ReferenceEquals(a, b))
            return true;
        if (a.Length != b.Length)
            return false;
        vm.Charge(a.Length / 8);
        return string.Equals(a.Flat(vm), b.Flat(vm));
    }

    /// <summary>The characters, charging the machine where a rope has to be made flat.</summary>
    public string Flat(Vm vm)
    {
        if (_right is not null)
        {
            vm.Allocate(TextBytes(Length));
            vm.Charge(Length / 8);
            Flatten();
        }
        return (string)_left;
    }

    /// <summary>The characters, charged to nobody: for the host and for strings that are flat.</summary>
    public override string ToString()
    {
        if (_right is not null)
            Flatten();
        return (string)_left;
    }

    /// <summary>The two halves of a rope, for walks over the heap; null when flat.</summary>
    internal (JsString Left, JsString Right)? Halves => _right is null ? null : ((JsString)_left, _right);

    /// <summary>Fills from the end, so the left-deep ropes that appending makes need a stack of one.</summary>
    private void Flatten()
    {
        var flat = string.Create(Length, this, static (span, rope) =>
        {
            var pending = new Stack<JsString>();
            var end = span.Length;
            var node = rope;
            while (true)
            {
                while (node._right is { } right)
                {
                    pending.Push((JsString)node._left);
                    node = right;
                }
                var text = (string)node._left;
                end -= text.Length;
                text.CopyTo(span[end..]);
                if (!pending.TryPop(out node!))
                    return;
            }
        });
        _left = flat;
        _right = null;
    }

    private static JsString[] MakeSingleChars()
    {
        var all = new JsString[256];
        for (var i = 0; i < all.Length; i++)
            all[i] = new JsString(((char)i).ToString(), shared: true);
        return all;
    }
}
