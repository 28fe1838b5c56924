using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;

namespace AgentFlow.JsonSchema.Explanation;

/// <summary>The way from the root of a value to the part in hand, written out only when an error needs it.</summary>
internal sealed class InstancePath
{
    private readonly List<(JsonProperty Member, int Index)> _tokens = [];

    public int Depth => _tokens.Count;

    public void Push(JsonProperty member) => _tokens.Add((member, -1));

    public void Push(int index) => _tokens.Add((default, index));

    public void Pop() => _tokens.RemoveAt(_tokens.Count - 1);

    public override string ToString()
    {
        var pointer = new StringBuilder();
        foreach (var (member, index) in _tokens)
        {
            var token = index >= 0 ? index.ToString(CultureInfo.InvariantCulture) : SchemaUri.EscapeToken(JsonWords.NameOf(member));
            pointer.Append('/').Append(token);
        }
        return pointer.ToString();
    }
}
