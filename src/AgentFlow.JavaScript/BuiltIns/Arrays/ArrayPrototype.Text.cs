using AgentFlow.JavaScript.BuiltIns.Fundamentals;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Arrays;

/// <content>Arrays as text.</content>
internal static partial class ArrayPrototype
{
    private static Value Join(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        var separator = call[0].IsUndefined ? "," : vm.ToText(call[0]);
        if (!vm.EnterJoin(target))
            return Value.EmptyString;
        try
        {
            var text = new TextBuilder(vm);
            for (long i = 0; i < length; i++)
            {
                if (i > 0)
                    text.Append(separator);
                var value = ArrayLike.Get(vm, target, i);
                if (!value.IsNullish)
                    text.Append(vm.ToJsString(value));
            }

            return text.ToValue();
        }
        finally
        {
            vm.LeaveJoin();
        }
    }

    private static Value ToText(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var join = vm.Get(target, "join");
        return join.IsCallable ? vm.Call(join, target) : ObjectPrototype.Text(vm, target);
    }

    private static Value ToLocaleText(Vm vm, in CallInfo call)
    {
        var target = vm.ToObject(call.This);
        var length = vm.LengthOf(target);
        if (!vm.EnterJoin(target))
            return Value.EmptyString;
        try
        {
            var text = new TextBuilder(vm);
            for (long i = 0; i < length; i++)
            {
                if (i > 0)
                    text.Append(",");
                var value = ArrayLike.Get(vm, target, i);
                if (!value.IsNullish)
                    text.Append(vm.ToJsString(vm.Invoke(value, "toLocaleString", call[0].IsUndefined && call[1].IsUndefined ? [] : call.Args)));
            }

            return text.ToValue();
        }
        finally
        {
            vm.LeaveJoin();
        }
    }
}
