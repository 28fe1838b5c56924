using System.Buffers;
using System.Text;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Web;

/// <summary><c>encodeURIComponent</c> and its family, and the older <c>escape</c> and <c>unescape</c>.</summary>
internal static class UriFunctions
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Reserved = ";/?:@&=+$,";

    private static readonly SearchValues<char> Component = SearchValues.Create(Alphanumeric + "-_.!~*'()");
    private static readonly SearchValues<char> Whole = SearchValues.Create(Alphanumeric + "-_.!~*'()" + Reserved + "#");
    private static readonly SearchValues<char> Escaped = SearchValues.Create(Alphanumeric + "@*_+-./");

    public static void Install(RealmBuilder b)
    {
        b.GlobalFunction("decodeURI", 1, static (vm, in call) => Decode(vm, call[0], Reserved + "#"));
        b.GlobalFunction("decodeURIComponent", 1, static (vm, in call) => Decode(vm, call[0], ""));
        b.GlobalFunction("encodeURI", 1, static (vm, in call) => Encode(vm, call[0], Whole));
        b.GlobalFunction("encodeURIComponent", 1, static (vm, in call) => Encode(vm, call[0], Component));
        b.GlobalFunction("escape", 1, Escape);
        b.GlobalFunction("unescape", 1, Unescape);
    }

    private static Value Encode(Vm vm, Value value, SearchValues<char> kept)
    {
        var text = vm.ToText(value);
        var result = new TextBuilder(vm);
        Span<byte> bytes = stackalloc byte[4];
        for (var at = 0; at < text.Length;)
        {
            var plain = text.AsSpan(at).IndexOfAnyExcept(kept);
            if (plain != 0)
            {
                var length = plain < 0 ? text.Length - at : plain;
                result.Append(text.AsSpan(at, length));
                at += length;
                continue;
            }

            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var used) != OperationStatus.Done)
                throw vm.UriError($"URI malformed: half of a surrogate pair at position {at}.");
            at += used;
            foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
                AppendByte(result, b);
        }

        return result.ToValue();
    }

    private static void AppendByte(TextBuilder result, byte b)
    {
        const string Hex = "0123456789ABCDEF";
        result.Append(['%', Hex[b >> 4], Hex[b & 15]]);
    }

    private static Value Decode(Vm vm, Value value, string kept)
    {
        var text = vm.ToText(value);
        var result = new TextBuilder(vm);
        Span<byte> bytes = stackalloc byte[4];
        Span<char> units = stackalloc char[2];
        for (var at = 0; at < text.Length;)
        {
            var percent = text.AsSpan(at).IndexOf('%');
            if (percent != 0)
            {
                var length = percent < 0 ? text.Length - at : percent;
                result.Append(text.AsSpan(at, length));
                at += length;
                continue;
            }

            var start = at;
            bytes[0] = Byte(vm, text, ref at);
            var count = bytes[0] < 0x80 ? 1 : bytes[0] is >= 0xC2 and < 0xE0 ? 2 : bytes[0] is >= 0xE0 and < 0xF0 ? 3 : bytes[0] is >= 0xF0 and < 0xF5 ? 4 : throw Malformed(vm, start);
            for (var i = 1; i < count; i++)
                bytes[i] = Byte(vm, text, ref at);
            if (Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) != OperationStatus.Done || used != count)
                throw Malformed(vm, start);
            if (rune.IsAscii && kept.Contains((char)rune.Value))
                result.Append(text.AsSpan(start, 3));
            else
                result.Append(units[..rune.EncodeToUtf16(units)]);
        }

        return result.ToValue();
    }

    private static byte Byte(Vm vm, string text, ref int at)
    {
        if (at + 2 >= text.Length || text[at] != '%' || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            throw Malformed(vm, at);
        var value = Convert.ToByte(text.Substring(at + 1, 2), 16);
        at += 3;
        return value;
    }

    private static ScriptThrow Malformed(Vm vm, int at) => vm.UriError($"URI malformed at position {at}.");

    private static Value Escape(Vm vm, in CallInfo call)
    {
        var text = vm.ToText(call[0]);
        var result = new TextBuilder(vm);
        foreach (var c in text)
        {
            if (Escaped.Contains(c))
            {
                result.Append(c);
            }
            else if (c < 256)
            {
                AppendByte(result, (byte)c);
            }
            else
            {
                result.Append("%u");
                result.Append(((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return result.ToValue();
    }

    private static Value Unescape(Vm vm, in CallInfo call)
    {
        var text = vm.ToText(call[0]);
        var result = new TextBuilder(vm);
        for (var at = 0; at < text.Length; at++)
        {
            var (from, length) = at + 1 < text.Length && text[at + 1] == 'u' ? (at + 2, 4) : (at + 1, 2);
            if (text[at] == '%' && from + length <= text.Length
                && ushort.TryParse(text.AsSpan(from, length), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var unit))
            {
                result.Append((char)unit);
                at = from + length - 1;
            }
            else
            {
                result.Append(text[at]);
            }
        }

        return result.ToValue();
    }
}
