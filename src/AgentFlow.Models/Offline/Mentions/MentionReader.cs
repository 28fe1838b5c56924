using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Mentions;

/// <summary>Runs the readers of all types over a text. A token belongs to the first reader that takes it, so strict forms come first.</summary>
internal static class MentionReader
{
    private delegate Mention? Reader(in MentionContext context, int at);

    private static readonly Reader[] Readers =
    [
        AddressReader.Read, JsonReader.Read, QuotedReader.Read, DateReader.Read, TimeReader.Read, ExpressionReader.Read,
        NumberReader.Read, CodeReader.Read, NameReader.Read,
    ];

    public static List<Mention> Read(string text, IReadOnlyList<Token> tokens, DateTimeOffset now)
    {
        var taken = new Mention?[tokens.Count];
        var context = new MentionContext(text, tokens, now, taken);
        foreach (var reader in Readers)
            for (var i = 0; i < tokens.Count; i++)
            {
                if (taken[i] is not null || reader(in context, i) is not { } mention)
                    continue;
                var last = mention.End;
                if (!context.IsFree(mention.First, last))
                    continue;
                for (var t = mention.First; t <= last; t++)
                    taken[t] = mention;
            }
        return taken.OfType<Mention>().Distinct(ReferenceEqualityComparer.Instance).Cast<Mention>().ToList();
    }
}
