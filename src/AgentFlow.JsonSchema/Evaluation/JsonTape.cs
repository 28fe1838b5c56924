using System.Buffers;
using System.Text.Json;

namespace AgentFlow.JsonSchema.Evaluation;

/// <summary>One token of a JSON text. A name is followed by its value; <c>Next</c> is the token after the value and all it holds.</summary>
internal struct TapeToken
{
    public int Start;
    public int Length;
    public int Next;
    public int Count;
    public JsonValueKind Kind;
}

/// <summary>The tokens of a JSON text in rented memory, so that text is validated without building a document.</summary>
internal ref struct JsonTape
{
    private const int InitialTokens = 128;
    private TapeToken[] _tokens;
    private int _count;

    private JsonTape(TapeToken[] tokens) => _tokens = tokens;

    public readonly ReadOnlySpan<TapeToken> Tokens => _tokens.AsSpan(0, _count);

    /// <exception cref="JsonException">The text is not one JSON value, or nested deeper than <paramref name="maxDepth"/>.</exception>
    public static JsonTape Read(ReadOnlySpan<byte> text, int maxDepth)
    {
        var tape = new JsonTape(ArrayPool<TapeToken>.Shared.Rent(InitialTokens));
        try
        {
            tape.ReadAll(text, maxDepth);
            return tape;
        }
        catch
        {
            // The rented tokens go back whatever stopped the reading.
            tape.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_tokens.Length > 0)
            ArrayPool<TapeToken>.Shared.Return(_tokens);
        _tokens = [];
        _count = 0;
    }

    private void ReadAll(ReadOnlySpan<byte> text, int maxDepth)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = maxDepth });
        // The open container, whose own Next field holds the container around it until it closes.
        var open = -1;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    CountIn(open);
                    var kind = reader.TokenType == JsonTokenType.StartObject ? JsonValueKind.Object : JsonValueKind.Array;
                    Add(kind, (int)reader.TokenStartIndex, 1).Next = open;
                    open = _count - 1;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    ref var closed = ref _tokens[open];
                    open = closed.Next;
                    closed.Next = _count;
                    closed.Length = (int)reader.BytesConsumed - closed.Start;
                    break;
                case JsonTokenType.PropertyName:
                    Add(JsonValueKind.Undefined, (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                    break;
                default:
                    CountIn(open);
                    var quote = reader.TokenType == JsonTokenType.String ? 1 : 0;
                    Add(KindOf(reader.TokenType), (int)reader.TokenStartIndex + quote, reader.ValueSpan.Length);
                    break;
            }
        }
    }

    private readonly void CountIn(int open)
    {
        if (open >= 0)
            _tokens[open].Count++;
    }

    private ref TapeToken Add(JsonValueKind kind, int start, int length)
    {
        if (_count == _tokens.Length)
            Grow();
        ref var token = ref _tokens[_count++];
        token = new TapeToken { Kind = kind, Start = start, Length = length, Next = _count };
        return ref token;
    }

    private void Grow()
    {
        var larger = ArrayPool<TapeToken>.Shared.Rent(_tokens.Length * 2);
        _tokens.CopyTo(larger, 0);
        ArrayPool<TapeToken>.Shared.Return(_tokens);
        _tokens = larger;
    }

    private static JsonValueKind KindOf(JsonTokenType type) => type switch
    {
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };
}
