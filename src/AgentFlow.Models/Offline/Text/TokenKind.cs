namespace AgentFlow.Models.Offline.Text;

internal enum TokenKind
{
    Word,
    Number,
    Sign,
}
