using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Web;

/// <summary><c>URL</c>.</summary>
internal static class UrlBuiltIns
{
    private const string Owner = "URL.prototype";

    public static void Install(RealmBuilder b)
    {
        var p = b.Object(Intrinsic.UrlPrototype);
        var url = b.Constructor(Intrinsic.Url, "URL", 1, Make, p);
        b.Method(url, "URL", "canParse", 1, static (vm, in call) => Value.From(Parse(vm, call) is not null));
        b.Method(url, "URL", "parse", 1, static (vm, in call) => Parse(vm, call) is { } record
            ? new JsUrl(vm, vm.RootShape(vm.Realm[Intrinsic.UrlPrototype]), record)
            : Value.Null);
        Part(b, p, "hash", static url => url.Fragment is { Length: > 0 } f ? "#" + f : "", static (url, text) =>
            url.Fragment = text.Length == 0 ? null : UrlParser.EncodeFragment(text.StartsWith('#') ? text[1..] : text));
        Part(b, p, "host", static url => url.HostWithPort, static (url, text) => UrlParser.SetHostAndPort(url, text));
        Part(b, p, "hostname", static url => url.Host ?? "", static (url, text) => url.Host = UrlParser.Host(text, url.IsSpecial) is { Length: > 0 } host ? host : url.Host);
        Part(b, p, "origin", static url => url.Origin, null);
        Part(b, p, "password", static url => url.Password, static (url, text) => url.Password = UrlParser.EncodeUser(text));
        Part(b, p, "pathname", static url => url.Path, static (url, text) => url.Path = url.IsOpaque ? url.Path : UrlParser.Path(text.StartsWith('/') ? text : "/" + text, url.IsSpecial));
        Part(b, p, "port", static url => url.Port, static (url, text) =>
        {
            if (text.Length == 0)
                url.Port = "";
            else
                UrlParser.SetPort(url, string.Concat(text.TakeWhile(char.IsAsciiDigit)));
        });
        Part(b, p, "protocol", static url => url.Scheme + ":", static (url, text) =>
        {
            var scheme = text.Split(':')[0].ToLowerInvariant();
            if (UrlRecord.IsSpecialScheme(scheme) == url.IsSpecial && scheme.Length > 0 && char.IsAsciiLetter(scheme[0]) && scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.'))
                url.Scheme = scheme;
        });
        Part(b, p, "username", static url => url.Username, static (url, text) => url.Username = UrlParser.EncodeUser(text));
        b.Accessor(p, Owner, "href", static (vm, in call) => vm.NewString(This(vm, call).Record.Href), static (vm, in call) =>
        {
            var target = This(vm, call);
            target.Record = Parse(vm, call) ?? throw vm.TypeError("Invalid URL.");
            target.Parameters.Read(vm, target.Record.Query ?? "");
            return Value.Undefined;
        });
        b.Accessor(p, Owner, "search", static (vm, in call) => vm.NewString(This(vm, call).Record.Query is { Length: > 0 } q ? "?" + q : ""), static (vm, in call) =>
        {
            var target = This(vm, call);
            var text = vm.ToText(call[0]);
            target.Record.Query = text.Length == 0 ? null : UrlParser.Query(target.Record, text.StartsWith('?') ? text[1..] : text);
            target.Parameters.Read(vm, target.Record.Query ?? "");
            return Value.Undefined;
        });
        b.Accessor(p, Owner, "searchParams", static (vm, in call) => This(vm, call).Parameters);
        b.Method(p, Owner, "toJSON", 0, static (vm, in call) => vm.NewString(This(vm, call).Record.Href));
        b.Method(p, Owner, "toString", 0, static (vm, in call) => vm.NewString(This(vm, call).Record.Href));
        b.Tag(p, "URL");
    }

    private static void Part(RealmBuilder b, JsObject p, string name, Func<UrlRecord, string> read, Action<UrlRecord, string>? write) => b.Accessor(
        p, Owner, name, (vm, in call) => vm.NewString(read(This(vm, call).Record)), write is null ? null : (vm, in call) =>
        {
            var text = vm.ToText(call[0]);
            vm.Charge(1 + text.Length);
            vm.Allocate(text.Length * 8L);
            write(This(vm, call).Record, text);
            return Value.Undefined;
        });

    private static JsUrl This(Vm vm, in CallInfo call) => call.This.Ref as JsUrl ?? throw vm.TypeError($"{vm.Describe(call.This)} is no URL.");

    private static Value Make(Vm vm, in CallInfo call)
    {
        if (!call.IsConstruct)
            throw vm.TypeError("Constructor URL requires 'new'.");
        var record = Parse(vm, call) ?? throw vm.TypeError($"Invalid URL: {vm.Describe(vm.ToJsString(call[0]))}.");
        return new JsUrl(vm, vm.RootShape(vm.PrototypeFor(call.NewTarget, Intrinsic.UrlPrototype)), record);
    }

    private static UrlRecord? Parse(Vm vm, in CallInfo call)
    {
        var text = vm.ToText(call[0]);
        UrlRecord? origin = null;
        vm.Charge(20 + text.Length);
        vm.Allocate(400 + (text.Length * 16L));
        if (!call[1].IsUndefined)
        {
            var originText = vm.ToText(call[1]);
            vm.Charge(20 + originText.Length);
            vm.Allocate(400 + (originText.Length * 16L));
            origin = UrlParser.Parse(originText, null);
            if (origin is null)
                return null;
        }

        return UrlParser.Parse(text, origin);
    }
}
