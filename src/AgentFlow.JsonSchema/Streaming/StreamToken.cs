namespace AgentFlow.JsonSchema.Streaming;

/// <summary>What an <see cref="IncrementalJsonParser"/> is in, or waits for.</summary>
internal enum StreamToken : byte
{
    Value,
    FirstItem,
    FirstKey,
    NextKey,
    Colon,
    AfterValue,
    End,
    String,
    Escape,
    Hex,
    Literal,
    Minus,
    Zero,
    Integer,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    ExponentDigits,
}
