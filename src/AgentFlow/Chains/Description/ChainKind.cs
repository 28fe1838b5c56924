using System.Text.Json.Serialization;

namespace AgentFlow.Chains;

/// <summary>What a chain is in a description.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChainKind>))]
public enum ChainKind
{
    /// <summary>A step: a function, a model, a prompt, a tool, an agent, a parser, a class of the user's own.</summary>
    Step,

    /// <summary>One part after the other.</summary>
    Sequence,

    /// <summary>All parts on the same input at once.</summary>
    Parallel,

    /// <summary>Conditions and what follows from each, in turn, and last what is done otherwise.</summary>
    Branch,

    /// <summary>What chooses, then the routes to choose from, and last what is done otherwise.</summary>
    Route,

    /// <summary>The part, on each item of a list.</summary>
    Map,

    /// <summary>The part, again when it fails.</summary>
    Retry,

    /// <summary>The parts in turn, until one succeeds.</summary>
    Fallback,

    /// <summary>The part, within a time.</summary>
    Timeout,

    /// <summary>The part, or what it gave for the same input before.</summary>
    Cache,

    /// <summary>The first part, again on what it gave, until the second says that it is done.</summary>
    Loop,

    /// <summary>The part under a name, with tags and metadata.</summary>
    Config,

    /// <summary>Gives what it takes.</summary>
    Passthrough,
}
