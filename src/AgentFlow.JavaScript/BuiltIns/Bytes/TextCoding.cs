using System.Text;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Bytes;

/// <summary><c>TextEncoder</c> and <c>TextDecoder</c>, for UTF-8 and whole texts (no streaming).</summary>
internal static class TextCoding
{
    private static readonly UTF8Encoding Lenient = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Install(RealmBuilder b)
    {
        var encoder = b.Object(Intrinsic.TextEncoderPrototype);
        b.Constructor(Intrinsic.TextEncoder, "TextEncoder", 0, static (vm, in call) => call.IsConstruct
            ? vm.NewObject(vm.PrototypeFor(call.NewTarget, Intrinsic.TextEncoderPrototype))
            : throw vm.TypeError("Constructor TextEncoder requires 'new'."), encoder);
        b.Method(encoder, "TextEncoder.prototype", "encode", 0, Encode);
        b.Accessor(encoder, "TextEncoder.prototype", "encoding", static (_, in _) => "utf-8");
        b.Tag(encoder, "TextEncoder");
        var decoder = b.Object(Intrinsic.TextDecoderPrototype);
        b.Constructor(Intrinsic.TextDecoder, "TextDecoder", 0, MakeDecoder, decoder);
        b.Method(decoder, "TextDecoder.prototype", "decode", 0, Decode);
        b.Accessor(decoder, "TextDecoder.prototype", "encoding", static (_, in _) => "utf-8");
        b.Accessor(decoder, "TextDecoder.prototype", "fatal", static (vm, in call) => Value.From(This(vm, call).Fatal));
        b.Accessor(decoder, "TextDecoder.prototype", "ignoreBOM", static (vm, in call) => Value.From(This(vm, call).KeepsMark));
        b.Tag(decoder, "TextDecoder");
    }

    private sealed class JsTextDecoder(Shape shape, bool fatal, bool keepsMark) : JsObject(shape)
    {
        public bool Fatal { get; } = fatal;

        /// <summary>Whether a byte order mark stays in the text.</summary>
        public bool KeepsMark { get; } = keepsMark;
    }

    private static JsTextDecoder This(Vm vm, in CallInfo call) =>
        call.This.Ref as JsTextDecoder ?? throw vm.TypeError($"{vm.Describe(call.This)} is no TextDecoder.");

    private static Value Encode(Vm vm, in CallInfo call)
    {
        var text = call[0].IsUndefined ? "" : vm.ToText(call[0]);
        vm.Charge(1 + (text.Length / 4));
        var result = JsUint8Array.Create(vm, Lenient.GetByteCount(text));
        Lenient.GetBytes(text, result.Elements);
        return result;
    }

    private static Value MakeDecoder(Vm vm, in CallInfo call)
    {
        if (!call.IsConstruct)
            throw vm.TypeError("Constructor TextDecoder requires 'new'.");
        var label = call[0].IsUndefined ? "utf-8" : vm.ToText(call[0]).Trim();
        if (!label.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !label.Equals("utf8", StringComparison.OrdinalIgnoreCase) && !label.Equals("unicode-1-1-utf-8", StringComparison.OrdinalIgnoreCase))
            throw vm.RangeError($"The encoding '{label}' is not supported: only utf-8 is.");
        var options = call[1].AsObject;
        vm.Allocate(JsObject.Bytes + 16);
        return new JsTextDecoder(
            vm.RootShape(vm.PrototypeFor(call.NewTarget, Intrinsic.TextDecoderPrototype)),
            options is not null && vm.Get(options, "fatal").ToBoolean(),
            options is not null && vm.Get(options, "ignoreBOM").ToBoolean());
    }

    private static Value Decode(Vm vm, in CallInfo call)
    {
        var decoder = This(vm, call);
        ReadOnlySpan<byte> bytes = call[0].Ref switch
        {
            JsUint8Array array => array.Elements,
            JsArrayBuffer buffer => buffer.Data,
            Oddball { Tag: ValueTag.Undefined } => default,
            _ => throw vm.TypeError($"TextDecoder.decode requires a Uint8Array or an ArrayBuffer, not {vm.Describe(call[0])}."),
        };
        if (!decoder.KeepsMark && bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        vm.Charge(1 + (bytes.Length / 4));
        vm.Allocate(JsString.HeaderBytes + JsString.TextBytes(bytes.Length));
        try
        {
            return (decoder.Fatal ? Strict : Lenient).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw vm.TypeError("The encoded data was not valid for encoding utf-8.");
        }
    }
}
