using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Web;

/// <summary>A URL object and the search parameters that mirror its query.</summary>
internal sealed class JsUrl : JsObject
{
    public JsUrl(Vm vm, Shape shape, UrlRecord record)
        : base(shape)
    {
        Record = record;
        Parameters = new JsUrlSearchParams(vm.RootShape(vm.Realm[Intrinsic.UrlSearchParamsPrototype]), this);
        Parameters.Read(vm, record.Query ?? "");
    }

    public UrlRecord Record { get; set; }

    public JsUrlSearchParams Parameters { get; }

    public override string ClassName => "URL";

    internal override long HeapBytes => base.HeapBytes + 200 + (Record.Href.Length * 4L);

    internal override void Trace(HeapTracer tracer) => tracer.Visit(Parameters);
}
