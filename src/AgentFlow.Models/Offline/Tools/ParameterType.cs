namespace AgentFlow.Models.Offline.Tools;

internal enum ParameterType
{
    Text,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
}
