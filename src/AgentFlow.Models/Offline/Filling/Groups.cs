using AgentFlow.Models.Offline.Mentions;
using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Filling;

/// <summary>Finds the lists in a clause: "Berlin, Madrid and Rome" is one group of three names.</summary>
internal sealed class Groups
{
    private readonly Dictionary<Mention, IReadOnlyList<Mention>> _groups = new(ReferenceEqualityComparer.Instance);

    public Groups(Utterance utterance, IReadOnlyList<Mention> mentions)
    {
        var group = new List<Mention>();
        foreach (var mention in mentions)
        {
            if (group.Count > 0 && !IsNext(utterance, group[^1], mention))
                group = [];
            group.Add(mention);
            _groups[mention] = group;
        }
        All = _groups.Values.Distinct().ToList();
    }

    public IReadOnlyList<IReadOnlyList<Mention>> All { get; }

    /// <summary>The list that <paramref name="mention"/> stands in; itself alone if it stands in none.</summary>
    public IReadOnlyList<Mention> Of(Mention mention) => _groups.TryGetValue(mention, out var group) ? group : [mention];

    private static bool IsNext(Utterance utterance, Mention left, Mention right)
    {
        if (!IsAlike(left, right))
            return false;
        var joined = false;
        for (var i = left.End + 1; i < right.First; i++)
        {
            var token = utterance.Tokens[i];
            if (token.Is(",") || Lexicon.Conjunctions.Contains(token.Text))
                joined = true;
            else if (!token.Is("the") && !token.Is("a") && !token.Is("an") && !token.Is("also") && !token.Is("then"))
                return false;
        }
        return joined;
    }

    private static bool IsAlike(Mention left, Mention right)
    {
        if (left.Kind == MentionKind.Number && right.Kind == MentionKind.Number)
            return left.IsSpelled == right.IsSpelled && left.IsMoney == right.IsMoney;
        return left.Kind == right.Kind;
    }
}
