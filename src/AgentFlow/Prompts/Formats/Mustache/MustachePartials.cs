using System.Collections.Concurrent;

namespace AgentFlow.Prompts.Formats.Mustache;

/// <summary>The templates that others insert. One that is inserted with an indentation is read with it, once for each.</summary>
internal sealed class MustachePartials
{
    private readonly Dictionary<string, string> _texts;
    private readonly ConcurrentDictionary<(string Name, string Indent), MustacheNode[]> _read = new();

    public MustachePartials(MustacheOptions options)
    {
        _texts = new(options.Partials, StringComparer.Ordinal);
        EscapeHtml = options.EscapeHtml;
        AllowMissing = options.AllowMissing;
    }

    public bool EscapeHtml { get; }

    public bool AllowMissing { get; }

    /// <summary>Whether there is one; an error where there has to be.</summary>
    public bool Has(string name) => _texts.ContainsKey(name) || (AllowMissing ? false
        : throw new ArgumentException($"There is no partial '{name}'. Partials: {(_texts.Count == 0 ? "none" : string.Join(", ", _texts.Keys.Order(StringComparer.Ordinal)))}. Add it to {nameof(MustacheOptions)}.{nameof(MustacheOptions.Partials)}."));

    /// <summary>Reads all of them, so that mistakes show when the template is made.</summary>
    public void ReadAll()
    {
        foreach (var name in _texts.Keys)
            Get(name, string.Empty);
    }

    /// <summary>The nodes of a partial; none where it is missing and may be.</summary>
    public MustacheNode[] Get(string name, string indent) => Has(name) ? _read.GetOrAdd((name, indent), Read) : [];

    private MustacheNode[] Read((string Name, string Indent) key)
    {
        var text = _texts[key.Name];
        try
        {
            return MustacheParser.Parse(Indented(text, key.Indent), Delimiters.Default, this);
        }
        catch (PromptSyntaxException error)
        {
            throw new PromptSyntaxException($"in the partial '{key.Name}': {error.Problem}", text, error.Position);
        }
    }

    /// <summary>The text with every line that has something on it, or an end, indented.</summary>
    public static string Indented(string text, string indent)
    {
        if (indent.Length == 0)
            return text;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i < lines.Length - 1 || lines[i].Length > 0)
                lines[i] = indent + lines[i];
        }
        return string.Join('\n', lines);
    }
}
