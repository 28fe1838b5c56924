using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;
using AgentFlow.JavaScript.Syntax;

namespace AgentFlow.JavaScript.Host;

/// <summary>Makes reports of what scripts throw, reading data properties only.</summary>
internal static class ErrorReport
{
    private const int MaxText = 2_000;

    public static ScriptError Of(SourceErrorException error) => new()
    {
        Name = "SyntaxError",
        Message = error.Message,
        Line = error.Position.Line,
        Column = error.Position.Column,
        Frame = error.Frame,
    };

    public static ScriptError Of(Vm vm, ScriptTerminated ended)
    {
        var report = new ScriptError { Name = "LimitError", Message = ended.Message };
        return vm.EndedAt is { Length: > 0 } stack ? At(report, stack) : report;
    }

    public static ScriptError Of(Vm vm, Value thrown)
    {
        if (thrown.AsObject is not { IsProxy: false } obj || obj.IsCallable)
            return new ScriptError { Name = "Error", Message = "The script threw " + vm.Describe(thrown) + "." };
        var report = new ScriptError
        {
            Name = vm.DataText(obj, "name") ?? "Error",
            Message = Message(vm, obj),
        };
        return obj is JsError { Stack: { Length: > 0 } stack } ? At(report, stack) : report;
    }

    /// <summary>Adds the place of the innermost call and the list of calls.</summary>
    public static ScriptError At(ScriptError report, StackEntry[] stack)
    {
        var source = stack[0].Code.Source;
        var position = stack[0].Code.PositionAt(stack[0].Pc);
        var place = source.PositionOf(position.Offset);
        return report with
        {
            Line = place.Line,
            Column = place.Column,
            Frame = CodeFrame.Render(source, position.Offset, Math.Max(EndOfWord(source.Text, position.Offset), position.SubjectEnd)),
            Stack = string.Join("\n", stack.Select(static e => "at " + e)),
        };
    }

    private static int EndOfWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && Characters.IsIdentifierPart(text[end]))
            end++;
        return Math.Max(end, start + 1);
    }

    private static string Message(Vm vm, JsObject error)
    {
        var message = vm.DataText(error, "message") ?? (error is JsError ? "" : $"The script threw an object that is no Error: {Contents(vm, error)}");
        var cause = error;
        for (var depth = 0; depth < 3; depth++)
        {
            if (!cause.GetOwn(vm, "cause", out var property) || property.IsAccessor || property.Value.AsObject is not { IsProxy: false } next)
                break;
            cause = next;
            message += " Caused by " + vm.ErrorHeader(cause);
        }
        return message.Length > MaxText ? message[..MaxText] + "…" : message;
    }

    private static string Contents(Vm vm, JsObject thrown)
    {
        try
        {
            return JsonConversion.ToJson(vm, thrown)?.ToJsonString() ?? "null";
        }
        catch (ScriptThrow)
        {
            // Cyclic, or something else that is no JSON.
            return vm.Describe(thrown);
        }
    }
}
