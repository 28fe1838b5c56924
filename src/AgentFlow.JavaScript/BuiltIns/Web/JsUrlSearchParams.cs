using System.Text;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Web;

/// <summary>Names and values of a query, in order. One that belongs to a URL writes its changes there.</summary>
internal sealed class JsUrlSearchParams(Shape shape, JsUrl? owner) : JsObject(shape)
{
    public List<(string Name, string Value)> Pairs { get; } = [];

    public override string ClassName => "URLSearchParams";

    internal override long HeapBytes => base.HeapBytes + Pairs.Sum(pair => 80 + ((pair.Name.Length + pair.Value.Length) * 2L));

    internal override void Trace(HeapTracer tracer) => tracer.Visit(owner);

    /// <summary>Replaces the pairs by those of a query.</summary>
    public void Read(Vm vm, string query)
    {
        Pairs.Clear();
        vm.Charge(1 + (query.Length / 2));
        vm.Allocate(query.Length * 8L);
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            Pairs.Add((UrlParser.Decode(name.Replace('+', ' ')), UrlParser.Decode(value.Replace('+', ' '))));
        }
    }

    public void Add(Vm vm, string name, string value)
    {
        vm.Charge(1);
        vm.Allocate(80 + ((name.Length + value.Length) * 2L));
        Pairs.Add((name, value));
    }

    /// <summary>Writes the pairs back into the URL.</summary>
    public void Changed(Vm vm)
    {
        if (owner is null)
            return;
        var query = Write(vm);
        owner.Record.Query = query.Length == 0 ? null : query;
    }

    /// <summary>The pairs in the format of forms.</summary>
    public string Write(Vm vm)
    {
        var length = Pairs.Sum(pair => pair.Name.Length + pair.Value.Length + 2L);
        vm.Charge(1 + length);
        vm.Allocate(length * 8);
        var result = new StringBuilder();
        foreach (var (name, value) in Pairs)
        {
            if (result.Length > 0)
                result.Append('&');
            Append(result, name);
            result.Append('=');
            Append(result, value);
        }

        return result.ToString();
    }

    private static void Append(StringBuilder result, string text)
    {
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '*' or '-' or '.' or '_')
                result.Append(c);
            else if (c == ' ')
                result.Append('+');
            else
                result.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{b:X2}");
        }
    }
}
