using System.Text;

namespace AgentFlow.Models.Offline.Text;

/// <summary>Reads the words out of names such as <c>getHTTPStatus</c>, <c>convert_unit</c> and <c>area-circle.calculate2</c>.</summary>
internal static class Identifiers
{
    public static IEnumerable<string> Words(string name)
    {
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (word.Length > 0 && (!char.IsLetterOrDigit(name[i]) || BeginsWord(name, i)))
            {
                yield return word.ToString();
                word.Clear();
            }
            if (char.IsLetterOrDigit(name[i]))
                word.Append(char.ToLowerInvariant(name[i]));
        }
        if (word.Length > 0)
            yield return word.ToString();
    }

    private static bool BeginsWord(string name, int i) =>
        (char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
        || char.IsAsciiDigit(name[i]) != char.IsAsciiDigit(name[i - 1]);
}
