using System.Buffers;
using System.Text;
using AgentFlow.Prompts;

namespace AgentFlow.Benchmarks.Prompts;

/// <summary>One prompt of ten variables in every form in which it can be rendered, each checked against the same text.</summary>
internal sealed class PromptContenders
{
    private const string FString =
        "You are {role}, who answers questions of {company} about {product}.\nThe customer is {name} from {city}; speak {language}.\n"
        + "Their plan is {plan}, since {since}. The ticket is {ticket}.\n\nQuestion: {question}\nAnswer:";

    private static readonly string[] Names = ["role", "company", "product", "name", "city", "language", "plan", "since", "ticket", "question"];

    private static readonly string[] Texts =
        ["a support engineer", "Acme Tools", "the torque wrench", "Ada Lovelace", "London", "English", "business", "2024-05-01", "T-10293", "Why does it click twice at 40 Nm?"];

    private readonly Dictionary<string, object?> _map = Names.Zip(Texts).ToDictionary(p => p.First, p => (object?)p.Second);
    private readonly Input _input = new(Texts[0], Texts[1], Texts[2], Texts[3], Texts[4], Texts[5], Texts[6], Texts[7], Texts[8], Texts[9]);
    private readonly ArrayBufferWriter<byte> _writer = new(4096);
    private readonly PromptTemplate _template = PromptTemplate.Parse(FString);
    private readonly PromptTemplate<Input> _typed = PromptTemplate.For<Input>(FString);
    private readonly PromptTemplate _mustache = PromptTemplate.Parse(FString.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), PromptFormat.Mustache);
    private readonly string[] _literals = FString.Split(Names.Select(n => $"{{{n}}}").ToArray(), StringSplitOptions.None);
    private readonly byte[][] _utf8;

    public PromptContenders() => _utf8 = [.. _literals.Select(Encoding.UTF8.GetBytes)];

    public IReadOnlyList<(string Name, Func<int> Render)> All =>
    [
        ("by hand: segments, a dictionary, `string.Concat`", ByHand),
        ("f-string, dictionary", () => _template.Format(_map).Length),
        ("f-string, pairs", () => _template.Format(("role", Texts[0]), ("company", Texts[1]), ("product", Texts[2]), ("name", Texts[3]), ("city", Texts[4]), ("language", Texts[5]), ("plan", Texts[6]), ("since", Texts[7]), ("ticket", Texts[8]), ("question", Texts[9])).Length),
        ("f-string, record", () => _typed.Format(_input).Length),
        ("mustache, dictionary", () => _mustache.Format(_map).Length),
        ("by hand into UTF-8: segments, an array", ByHandUtf8),
        ("f-string into UTF-8, dictionary", Utf8Map),
        ("f-string into UTF-8, pairs", Utf8Pairs),
        ("f-string into UTF-8, record", Utf8Typed),
    ];

    private int ByHand()
    {
        Span<string?> parts = new string?[_literals.Length + Names.Length];
        for (var i = 0; i < Names.Length; i++)
        {
            parts[2 * i] = _literals[i];
            parts[(2 * i) + 1] = (string?)_map[Names[i]];
        }
        parts[^1] = _literals[^1];
        return string.Concat(parts).Length;
    }

    private int ByHandUtf8()
    {
        _writer.ResetWrittenCount();
        var span = _writer.GetSpan(2048);
        var at = 0;
        for (var i = 0; i < Texts.Length; i++)
        {
            _utf8[i].CopyTo(span[at..]);
            at += _utf8[i].Length;
            at += Encoding.UTF8.GetBytes(Texts[i], span[at..]);
        }
        _utf8[^1].CopyTo(span[at..]);
        _writer.Advance(at + _utf8[^1].Length);
        return _writer.WrittenCount;
    }

    private int Utf8Typed()
    {
        _writer.ResetWrittenCount();
        _typed.Format(_writer, _input);
        return _writer.WrittenCount;
    }

    private int Utf8Map()
    {
        _writer.ResetWrittenCount();
        _template.Format(_writer, _map);
        return _writer.WrittenCount;
    }

    private int Utf8Pairs()
    {
        _writer.ResetWrittenCount();
        _template.Format(_writer, ("role", Texts[0]), ("company", Texts[1]), ("product", Texts[2]), ("name", Texts[3]), ("city", Texts[4]), ("language", Texts[5]), ("plan", Texts[6]), ("since", Texts[7]), ("ticket", Texts[8]), ("question", Texts[9]));
        return _writer.WrittenCount;
    }

    private sealed record Input(string Role, string Company, string Product, string Name, string City, string Language, string Plan, string Since, string Ticket, string Question);
}
