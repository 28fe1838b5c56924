using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Text;

/// <summary><c>localeCompare</c> in the manner of en-US: punctuation before digits before letters; then accents; then lower case before upper.</summary>
/// <remarks>An approximation of the Unicode collation algorithm, exact for ASCII and for accented Latin; other letters go by code point.</remarks>
internal static class Collation
{
    private const string Order = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789";
    private const int FirstDigit = 1000;
    private const int FirstLetter = 2000;

    private static readonly int[] AsciiPrimaries = MakeAscii();

    /// <summary>What differences count, from the options object of a call.</summary>
    internal readonly record struct Options(bool Numeric, bool Accents, bool Case, bool UpperFirst)
    {
        public static Options From(Vm vm, Value value)
        {
            if (!value.TryGetObject(out var given))
                return new Options(false, true, true, false);
            var sensitivity = vm.Get(given, "sensitivity") is var s && s.IsUndefined ? "variant" : vm.ToText(s);
            var first = vm.Get(given, "caseFirst") is var f && f.IsUndefined ? "" : vm.ToText(f);
            return new Options(
                vm.Get(given, "numeric").ToBoolean(), sensitivity is "variant" or "accent", sensitivity is "variant" or "case", first == "upper");
        }
    }

    /// <summary>-1, 0 or 1.</summary>
    public static int Compare(Vm vm, string left, string right, Options options)
    {
        var a = new Cursor(left);
        var b = new Cursor(right);
        int accents = 0, cases = 0;
        while (true)
        {
            vm.Charge(1);
            if (options.Numeric && a.AtDigit && b.AtDigit)
            {
                if (CompareNumbers(vm, ref a, ref b) is var numbers && numbers != 0)
                    return numbers;
                continue;
            }

            var more = a.MoveNext();
            if (more != b.MoveNext())
                return more ? 1 : -1;
            if (!more)
                break;
            if (a.Primary != b.Primary)
                return a.Primary < b.Primary ? -1 : 1;
            if (accents == 0)
                accents = a.Accent.CompareTo(b.Accent);
            if (cases == 0)
                cases = a.IsUpper.CompareTo(b.IsUpper);
        }

        if (options.Accents && accents != 0)
            return Math.Sign(accents);
        return options.Case ? (options.UpperFirst ? -cases : cases) : 0;
    }

    private static int CompareNumbers(Vm vm, ref Cursor a, ref Cursor b)
    {
        var left = a.TakeNumber();
        var right = b.TakeNumber();
        vm.Charge(left.Length / 8);
        return left.Length != right.Length ? (left.Length < right.Length ? -1 : 1) : Math.Sign(left.SequenceCompareTo(right));
    }

    private static int[] MakeAscii()
    {
        var primaries = new int[128];
        for (var i = 0; i < Order.Length; i++)
            primaries[Order[i]] = char.IsAsciiDigit(Order[i]) ? FirstDigit + Order[i] - '0' : i + 1;
        for (var c = 'a'; c <= 'z'; c++)
            primaries[c] = primaries[char.ToUpperInvariant(c)] = FirstLetter + ((c - 'a') * 4);
        return primaries;
    }

    /// <summary>Walks a text by letters, each with the marks behind it.</summary>
    private ref struct Cursor(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _at;
        private int _pending;

        public int Primary { get; private set; }

        /// <summary>A number for the marks; 0 for none.</summary>
        public int Accent { get; private set; }

        public bool IsUpper { get; private set; }

        public readonly bool AtDigit => _pending == 0 && _at < _text.Length && char.IsAsciiDigit(_text[_at]);

        /// <summary>The digits here, without leading zeros.</summary>
        public ReadOnlySpan<char> TakeNumber()
        {
            var start = _at;
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
                _at++;
            return _text[start.._at].TrimStart('0');
        }

        public bool MoveNext()
        {
            Accent = 0;
            IsUpper = false;
            if (_pending != 0)
            {
                Primary = _pending;
                _pending = 0;
                return true;
            }

            while (_at < _text.Length)
            {
                var c = _text[_at++];
                if (c < 128)
                {
                    Primary = AsciiPrimaries[c];
                    if (Primary == 0)
                        continue;
                    IsUpper = char.IsAsciiLetterUpper(c);
                }
                else
                {
                    Take(c);
                }

                Marks();
                return true;
            }

            return false;
        }

        private void Marks()
        {
            while (_at < _text.Length && _text[_at] >= 0x300 && Normalization.IsMark(_text[_at]))
                Accent = (Accent * 31) + _text[_at++];
        }

        private void Take(char c)
        {
            var parts = Normalization.Decompose(c);
            int first = parts is null ? c : parts[0];
            for (var i = 1; i < (parts?.Length ?? 0); i++)
                Accent = (Accent * 31) + parts![i];
            var (letter, second) = first switch
            {
                'ß' => ('s', 's'),
                'æ' => ('a', 'e'),
                'Æ' => ('A', 'e'),
                'œ' => ('o', 'e'),
                'Œ' => ('O', 'e'),
                'ø' => ('o', '\0'),
                'Ø' => ('O', '\0'),
                'ł' => ('l', '\0'),
                'Ł' => ('L', '\0'),
                'đ' => ('d', '\0'),
                'Đ' => ('D', '\0'),
                'ı' => ('i', '\0'),
                _ => ((char)first, '\0'),
            };
            if (letter != first)
                Accent += 1;
            if (second != 0)
                _pending = AsciiPrimaries[second];
            IsUpper = char.IsUpper(letter);
            Primary = letter < 128 ? AsciiPrimaries[letter]
                : char.IsLetter(letter) || char.IsSurrogate(letter) ? FirstLetter + 1000 + char.ToLowerInvariant(letter)
                : 100 + (letter / 100);
        }
    }
}
