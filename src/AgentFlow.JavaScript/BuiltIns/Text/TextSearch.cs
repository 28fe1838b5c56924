using AgentFlow.JavaScript.Machine;

namespace AgentFlow.JavaScript.BuiltIns.Text;

/// <summary>Finding a text in another, by UTF-16 units, at a cost that is charged as it arises: near-matches of long texts are not free.</summary>
internal static class TextSearch
{
    /// <summary>So much of the sought text is looked for by the fast search; the rest is compared where that begins.</summary>
    private const int Head = 16;

    /// <summary>The first position at or behind <paramref name="from"/>, or -1.</summary>
    public static int IndexOf(Vm vm, string text, string sought, int from)
    {
        if (sought.Length > text.Length - from)
            return -1;
        if (sought.Length <= Head)
        {
            var found = text.AsSpan(from).IndexOf(sought);
            vm.Charge(1 + ((found < 0 ? text.Length - from : found) / 8));
            return found < 0 ? -1 : from + found;
        }

        while (true)
        {
            var found = text.AsSpan(from).IndexOf(sought.AsSpan(0, Head));
            vm.Charge(1 + ((found < 0 ? text.Length - from : found) / 8));
            if (found < 0 || from + found + sought.Length > text.Length)
                return -1;
            from += found;
            var common = text.AsSpan(from, sought.Length).CommonPrefixLength(sought);
            vm.Charge(common / 8);
            if (common == sought.Length)
                return from;
            from++;
        }
    }

    /// <summary>The last position at or before <paramref name="from"/>, or -1.</summary>
    public static int LastIndexOf(Vm vm, string text, string sought, int from)
    {
        from = Math.Min(from, text.Length - sought.Length);
        if (sought.Length == 0)
            return from;
        while (from >= 0)
        {
            var found = text.AsSpan(0, from + 1).LastIndexOf(sought[0]);
            vm.Charge(1 + ((from - found) / 8));
            if (found < 0)
                return -1;
            var common = text.AsSpan(found, sought.Length).CommonPrefixLength(sought);
            vm.Charge(common / 8);
            if (common == sought.Length)
                return found;
            from = found - 1;
        }

        return -1;
    }
}
