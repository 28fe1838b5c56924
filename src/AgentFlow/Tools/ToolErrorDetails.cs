namespace AgentFlow.Tools;

/// <summary>How much of a tool's exception the model is told. The journal keeps the whole of it in any case.</summary>
public enum ToolErrorDetails
{
    /// <summary>
    /// The message of exceptions that speak about the input (<see cref="ToolException"/>, <see cref="ArgumentException"/>,
    /// <see cref="FormatException"/>, <see cref="ArithmeticException"/>, <see cref="KeyNotFoundException"/>); of any other only the kind,
    /// because messages of infrastructure name hosts, paths and sometimes secrets.
    /// </summary>
    InputErrors,

    /// <summary>The message of every exception.</summary>
    AllMessages,
}
