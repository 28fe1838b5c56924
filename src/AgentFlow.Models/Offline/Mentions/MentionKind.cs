namespace AgentFlow.Models.Offline.Mentions;

internal enum MentionKind
{
    Number,
    Date,
    Time,
    Url,
    Email,
    Path,
    Quoted,
    Code,
    Name,
    List,
    Json,
    Expression,
    Phrase,
}
