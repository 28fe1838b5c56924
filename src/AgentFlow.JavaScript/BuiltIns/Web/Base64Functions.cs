using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Web;

/// <summary><c>atob</c> and <c>btoa</c>: strings whose characters stand for bytes.</summary>
internal static class Base64Functions
{
    public static void Install(RealmBuilder b)
    {
        b.GlobalFunction("atob", 1, Decode);
        b.GlobalFunction("btoa", 1, Encode);
    }

    private static Value Encode(Vm vm, in CallInfo call)
    {
        var text = vm.ToText(call[0]);
        vm.Charge(1 + (text.Length / 4));
        vm.Allocate(text.Length * 4L);
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 255)
                throw vm.RangeError($"btoa can only encode characters up to code 255; that at position {i} is higher. Encode the text as UTF-8 first.");
            bytes[i] = (byte)text[i];
        }

        return vm.NewString(Convert.ToBase64String(bytes));
    }

    private static Value Decode(Vm vm, in CallInfo call)
    {
        var text = vm.ToText(call[0]);
        vm.Charge(1 + (text.Length / 4));
        vm.Allocate((text.Length * 6L) + 64);
        var digits = new char[text.Length + 3];
        var count = 0;
        foreach (var c in text)
        {
            if (c is not (' ' or '\t' or '\n' or '\f' or '\r'))
                digits[count++] = c;
        }

        if (count % 4 == 0 && count > 0 && digits[count - 1] == '=')
            count -= digits[count - 2] == '=' ? 2 : 1;
        var valid = count % 4 != 1 && !digits.AsSpan(0, count).Contains('=');
        var padded = count;
        while (padded % 4 != 0)
            digits[padded++] = '=';
        var bytes = new byte[padded / 4 * 3];
        if (!valid || !Convert.TryFromBase64Chars(digits.AsSpan(0, padded), bytes, out var written))
            throw vm.SyntaxError("The string to be decoded by atob is not correctly encoded in base64.");
        return vm.NewString(string.Create(written, bytes, static (span, bytes) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = (char)bytes[i];
        }));
    }
}
