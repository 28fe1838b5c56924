using System.Text.Json.Serialization;

namespace AgentFlow.Tools;

/// <summary>
/// What a tool says about being run twice. It decides what happens to a call that had started when the process ended.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ToolEffect>))]
public enum ToolEffect
{
    /// <summary>
    /// Running it twice may do harm, or nobody said otherwise; the default. After a crash its probe is asked, or a person. Never run
    /// again unasked.
    /// </summary>
    AtMostOnce,

    /// <summary>Running it again with the same idempotency key has no further effect. After a crash it is run again with that key.</summary>
    Keyed,

    /// <summary>It has no effect but its result. After a crash it is run again; it may also start before the model has finished talking.</summary>
    Pure,
}
