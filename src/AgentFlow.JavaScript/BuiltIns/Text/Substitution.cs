using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Text;

/// <summary><c>GetSubstitution</c>: what <c>$&amp;</c>, <c>$1</c> and their like stand for in a replacement.</summary>
internal static class Substitution
{
    /// <summary>Where in a text the match lies.</summary>
    public readonly ref struct Match(string text, int position, string matched)
    {
        public string Text { get; } = text;

        public int Position { get; } = position;

        public string Matched { get; } = matched;

        /// <summary>The captures; undefined where one took no part.</summary>
        public ReadOnlySpan<Value> Captures { get; init; }

        /// <summary>The groups object, or undefined.</summary>
        public Value Groups { get; init; } = Value.Undefined;
    }

    public static void Append(Vm vm, TextBuilder result, string template, in Match match)
    {
        var at = 0;
        while (at < template.Length)
        {
            var dollar = template.AsSpan(at).IndexOf('$');
            if (dollar < 0 || at + dollar + 1 >= template.Length)
                break;
            result.Append(template.AsSpan(at, dollar));
            at += dollar;
            at += Replace(vm, result, template, at, match);
        }

        result.Append(template.AsSpan(at));
    }

    /// <summary>Appends what stands for the dollar at a position, and says how many characters of the template that took.</summary>
    private static int Replace(Vm vm, TextBuilder result, string template, int at, in Match match)
    {
        var c = template[at + 1];
        switch (c)
        {
            case '$':
                result.Append('$');
                return 2;
            case '&':
                result.Append(match.Matched);
                return 2;
            case '`':
                result.Append(match.Text.AsSpan(0, match.Position));
                return 2;
            case '\'':
                result.Append(match.Text.AsSpan(Math.Min(match.Position + match.Matched.Length, match.Text.Length)));
                return 2;
            case >= '0' and <= '9':
                var digits = at + 2 < template.Length && char.IsAsciiDigit(template[at + 2]) ? 2 : 1;
                var index = int.Parse(template.AsSpan(at + 1, digits), System.Globalization.CultureInfo.InvariantCulture);
                if (digits == 2 && index > match.Captures.Length)
                {
                    digits = 1;
                    index = c - '0';
                }

                if (index < 1 || index > match.Captures.Length)
                    break;
                if (!match.Captures[index - 1].IsUndefined)
                    result.Append(vm.ToJsString(match.Captures[index - 1]));
                return 1 + digits;
            case '<' when !match.Groups.IsUndefined:
                var end = template.IndexOf('>', at + 2);
                if (end < 0)
                    break;
                var value = vm.Get(match.Groups, template[(at + 2)..end]);
                if (!value.IsUndefined)
                    result.Append(vm.ToJsString(value));
                return end - at + 1;
        }

        result.Append('$');
        return 1;
    }
}
