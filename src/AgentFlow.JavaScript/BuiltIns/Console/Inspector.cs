using System.Globalization;
using AgentFlow.JavaScript.BuiltIns.Bytes;
using AgentFlow.JavaScript.BuiltIns.Collections;
using AgentFlow.JavaScript.BuiltIns.Dates;
using AgentFlow.JavaScript.BuiltIns.RegExps;
using AgentFlow.JavaScript.BuiltIns.Web;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Console;

/// <summary>Values as a reader wants to see them. It runs no script: getters are named, proxies are not asked. Depth, breadth and length have caps.</summary>
internal sealed class Inspector(Vm vm)
{
    private const int MaxDepth = 4;
    private const int MaxItems = 100;
    private const int MaxLength = 20_000;
    private const int LineLength = 76;

    private readonly List<JsObject> _path = [];
    private int _written;

    /// <summary>The text of a value; a string at the top is in quotes, as within objects.</summary>
    public string Inspect(Value value)
    {
        vm.Charge(4);
        return value.Ref switch
        {
            null => value is { Num: 0 } && double.IsNegative(value.Num) ? "-0" : Vm.NumberText(value.Num),
            JsString text => Quote(text),
            JsBigInt big => vm.ToText(big) + "n",
            JsSymbol symbol => $"Symbol({symbol.Description?.Flat(vm)})",
            JsObject target => InspectObject(target),
            Oddball odd => odd.Text.ToString(),
            _ => value.ToString(),
        };
    }

    private string Quote(JsString text)
    {
        var flat = text.Flat(vm);
        var shown = flat.Length > MaxLength ? flat[..MaxLength] + "…" : flat;
        vm.Charge(shown.Length / 8);
        vm.Allocate(shown.Length * 4L);
        _written += shown.Length;
        var quote = shown.Contains('\'', StringComparison.Ordinal) ? (shown.Contains('"', StringComparison.Ordinal) ? '`' : '"') : '\'';
        return quote + shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + quote;
    }

    private string InspectObject(JsObject target)
    {
        if (_path.Contains(target))
            return "[Circular]";
        if (target.IsProxy)
            return "[Proxy]";
        var name = Name(target);
        if (_path.Count > MaxDepth || _written > MaxLength)
            return target is JsArray ? "[Array]" : $"[{name}]";
        _path.Add(target);
        try
        {
            return target switch
            {
                JsArray array => Braces(array.Prototype == vm.Realm[Intrinsic.ArrayPrototype] ? "" : $"{name}({array.Length})", '[', Elements(array), ']'),
                JsFunction => Suffixed(FunctionText(target), target),
                JsError error => Suffixed(ErrorText(error), target),
                JsDate date => double.IsFinite(date.Time) ? DateFormatter.Iso(date.Time) : "Invalid Date",
                JsCollection { Kind: CollectionKind.Map or CollectionKind.Set } collection => Braces($"{name}({collection.Table.Count})", '{', Entries(collection), '}'),
                JsCollection => $"{name} {{ <items unknown> }}",
                JsPrimitiveObject wrapper => $"[{wrapper.ClassName}: {Inspect(wrapper.Primitive)}]",
                JsPromise promise => Braces("Promise", '{', [PromiseText(promise)], '}'),
                JsRegExp expression => $"/{expression.Source.Flat(vm)}/{expression.FlagText}",
                JsUint8Array bytes => Braces($"Uint8Array({bytes.Length})", '[', [.. bytes.Elements[..Math.Min(bytes.Length, MaxItems)].ToArray().Select(b => b.ToString(CultureInfo.InvariantCulture))], ']'),
                JsUrl url => $"URL {url.Record.Href}",
                _ => Braces(name == "Object" ? "" : name, '{', Properties(target), '}'),
            };
        }
        finally
        {
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private string PromiseText(JsPromise promise) => promise.State switch
    {
        PromiseState.Pending => "<pending>",
        PromiseState.Rejected => "<rejected> " + Inspect(promise.Result),
        _ => Inspect(promise.Result),
    };

    /// <summary>The name of the class, found without running script.</summary>
    private string Name(JsObject target)
    {
        if (target.Prototype is null)
            return $"[{target.ClassName}: null prototype]";
        for (var at = target.Prototype; at is { IsProxy: false }; at = at.Prototype)
        {
            vm.Charge(1);
            if (at.GetOwn(vm, "constructor", out var constructor))
                return constructor is { IsAccessor: false, Value.Ref: JsFunction function } && vm.DataText(function, "name") is { Length: > 0 } name ? name : "Object";
        }

        return "Object";
    }

    private string FunctionText(JsObject function)
    {
        var name = vm.DataText(function, "name") is { Length: > 0 } text ? ": " + text : " (anonymous)";
        return function is ScriptFunction { Code.Block.Kind: CodeKind.ClassConstructor or CodeKind.DerivedConstructor } ? $"[class{name[1..]}]" : $"[Function{name}]";
    }

    private string ErrorText(JsError error) => vm.DataText(error, "stack") ?? vm.ErrorHeader(error);

    /// <summary>A text followed by the object's own properties, where it has any to show.</summary>
    private string Suffixed(string text, JsObject target)
    {
        var properties = Properties(target);
        return properties.Count == 0 ? text : Braces(text, '{', properties, '}');
    }

    private List<string> Elements(JsArray array)
    {
        List<string> items = [];
        long holes = 0;
        for (long i = 0; i < array.Length && items.Count < MaxItems; i++)
        {
            if (!array.GetOwn(vm, PropertyKey.FromInteger(i), out var property))
            {
                vm.Charge(1);
                holes++;
                continue;
            }

            AddHoles(items, ref holes);
            items.Add(Shown(property));
        }

        AddHoles(items, ref holes);
        if (array.Length > MaxItems && items.Count >= MaxItems)
            items.Add($"... {array.Length - MaxItems} more items");
        items.AddRange(Properties(array));
        return items;
    }

    private static void AddHoles(List<string> items, ref long holes)
    {
        if (holes > 0)
            items.Add(holes == 1 ? "<1 empty item>" : $"<{holes} empty items>");
        holes = 0;
    }

    private List<string> Entries(JsCollection collection)
    {
        List<string> items = [];
        for (var at = OrderedTable.After(vm, collection.Table.Head); at is not null; at = OrderedTable.After(vm, at))
        {
            if (items.Count == MaxItems)
            {
                items.Add($"... {collection.Table.Count - MaxItems} more items");
                break;
            }

            items.Add(collection.Kind == CollectionKind.Map ? $"{Inspect(at.Key)} => {Inspect(at.Value)}" : Inspect(at.Key));
        }

        return items;
    }

    private List<string> Properties(JsObject target)
    {
        List<string> items = [];
        foreach (var key in target.OwnKeys(vm))
        {
            if ((key.IsIndex && target is JsArray) || !target.GetOwn(vm, key, out var property) || !property.IsEnumerable)
                continue;
            if (items.Count == MaxItems)
            {
                items.Add("...");
                break;
            }

            items.Add($"{KeyText(key)}: {Shown(property)}");
        }

        return items;
    }

    private string KeyText(PropertyKey key)
    {
        if (key.IsSymbol)
            return $"[{key}]";
        var text = key.ToString();
        return text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '$') && !(char.IsAsciiDigit(text[0]) && !key.IsIndex) ? text : Quote(JsString.Of(text));
    }

    private string Shown(in Property property)
    {
        if (!property.IsAccessor)
            return Inspect(property.Value);
        return property.Accessor.Setter is null ? "[Getter]" : property.Accessor.Getter is null ? "[Setter]" : "[Getter/Setter]";
    }

    /// <summary>On one line where that is short, otherwise an item per line.</summary>
    private string Braces(string name, char open, List<string> items, char close)
    {
        var head = name.Length == 0 ? "" : name + " ";
        if (items.Count == 0)
            return $"{head}{open}{close}";
        var length = head.Length + items.Sum(item => item.Length + 2);
        _written += length;
        vm.Charge(length / 4);
        vm.Allocate(length * 4L);
        if (length <= LineLength && !items.Exists(item => item.Contains('\n', StringComparison.Ordinal)))
            return $"{head}{open} {string.Join(", ", items)} {close}";
        var indented = items.Select(item => "  " + item.Replace("\n", "\n  ", StringComparison.Ordinal));
        return $"{head}{open}\n{string.Join(",\n", indented)}\n{close}";
    }
}
