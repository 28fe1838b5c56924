using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;

namespace AgentFlow.Prompts.Formats;

/// <summary>
/// Where a template is rendered to: characters that become a string, or UTF-8 straight into somebody's buffer. Values are written as
/// the invariant culture writes them.
/// </summary>
internal ref struct PromptSink
{
    private const int MostBytesPerChar = 3;
    private const int LeastGrowth = 256;

    private readonly IBufferWriter<byte>? _writer;
    private Span<byte> _bytes;
    private Span<char> _chars;
    private char[]? _rented;
    private int _at;

    /// <summary>Renders to a string.</summary>
    /// <param name="start">Characters to begin in; what does not fit goes into rented ones.</param>
    public PromptSink(Span<char> start) => _chars = start;

    /// <summary>Renders UTF-8.</summary>
    public PromptSink(IBufferWriter<byte> writer)
    {
        _writer = writer;
        _bytes = writer.GetSpan(LeastGrowth);
    }

    /// <summary>The string, when it is done; gives rented characters back.</summary>
    public string Complete()
    {
        var text = new string(_chars[.._at]);
        Release();
        return text;
    }

    /// <summary>Tells the buffer's owner how much was written.</summary>
    public void Flush()
    {
        _writer!.Advance(_at);
        _bytes = default;
        _at = 0;
    }

    /// <summary>Gives rented characters back.</summary>
    public void Release()
    {
        if (_rented is { } rented)
        {
            _rented = null;
            _chars = default;
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    public void Append(Literal literal)
    {
        if (_writer is null)
        {
            Append(literal.Text);
            return;
        }
        var utf8 = literal.Utf8;
        if (utf8.Length > _bytes.Length - _at)
            GrowBytes(utf8.Length);
        utf8.CopyTo(_bytes[_at..]);
        _at += utf8.Length;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (_writer is null)
        {
            if (text.Length > _chars.Length - _at)
                GrowChars(text.Length);
            text.CopyTo(_chars[_at..]);
            _at += text.Length;
            return;
        }
        if (text.Length * MostBytesPerChar > _bytes.Length - _at)
            GrowBytes(text.Length * MostBytesPerChar);
        _at += Encoding.UTF8.GetBytes(text, _bytes[_at..]);
    }

    /// <summary>Writes whatever a variable's value is.</summary>
    /// <exception cref="PromptValueException">It has no text, or does not take the format.</exception>
    public void Append(object? value, string? format, string variable)
    {
        if (value is string text)
        {
            if (format is not null)
                throw new PromptValueException(variable, $"is text, which takes no format, but the template asks for '{format}'. Give a number or a date, or take the format away.");
            Append(text);
            return;
        }
        AppendOther(value, format, variable);
    }

    /// <summary>Writes a value that need not be boxed.</summary>
    public void AppendFormatted<T>(T value, string? format, string variable)
        where T : ISpanFormattable, IUtf8SpanFormattable
    {
        try
        {
            int written;
            if (_writer is null)
            {
                while (!value.TryFormat(_chars[_at..], out written, format, CultureInfo.InvariantCulture))
                    GrowChars(_chars.Length - _at + 1);
            }
            else
            {
                while (!value.TryFormat(_bytes[_at..], out written, format, CultureInfo.InvariantCulture))
                    GrowBytes(_bytes.Length - _at + 1);
            }
            _at += written;
        }
        catch (FormatException)
        {
            throw DoesNotTake(value is Boxed boxed ? boxed.Value : value, format, variable);
        }
    }

    private void AppendOther(object? value, string? format, string variable)
    {
        switch (value)
        {
            case null:
                return;
            case ISpanFormattable chars and IUtf8SpanFormattable bytes:
                AppendFormatted(new Boxed(chars, bytes), format, variable);
                return;
            case IFormattable formattable:
                Append(AsText(formattable, format, variable));
                return;
            case var other when format is not null:
                throw new PromptValueException(variable, $"is a {other.GetType().Name}, which takes no format, but the template asks for '{format}'.");
            case IEnumerable and not System.Text.Json.Nodes.JsonNode:
                throw new PromptValueException(variable, $"is a list or dictionary ({value.GetType().Name}), which has no text of its own. Join its items first, or go through them with a mustache section.");
            default:
                Append(value.ToString());
                return;
        }
    }

    private static string AsText(IFormattable value, string? format, string variable)
    {
        try
        {
            return value.ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw DoesNotTake(value, format, variable);
        }
    }

    private static PromptValueException DoesNotTake(object value, string? format, string variable) =>
        new(variable, $"is a {value.GetType().Name}, which does not take the format '{format}' of the template.");

    /// <summary>A value that is boxed already.</summary>
    private readonly struct Boxed(ISpanFormattable chars, IUtf8SpanFormattable bytes) : ISpanFormattable, IUtf8SpanFormattable
    {
        public object Value => chars;

        public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
            chars.TryFormat(destination, out charsWritten, format, provider);

        public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
            bytes.TryFormat(utf8Destination, out bytesWritten, format, provider);

        public string ToString(string? format, IFormatProvider? formatProvider) => chars.ToString(format, formatProvider);
    }

    private void GrowChars(int needed)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_at + needed, _chars.Length * 2));
        _chars[.._at].CopyTo(larger);
        Release();
        _rented = larger;
        _chars = larger;
    }

    private void GrowBytes(int needed)
    {
        _writer!.Advance(_at);
        _at = 0;
        _bytes = _writer.GetSpan(Math.Max(needed, LeastGrowth));
    }
}
