using System.Buffers;

namespace AgentFlow.JsonSchema.Formats;

/// <summary>The character sets of the RFCs behind the formats.</summary>
internal static class Characters
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string Unreserved = Letters + Digits + "-._~";
    private const string SubDelimiters = "!$&'()*+,;=";

    public static readonly SearchValues<char> Hex = SearchValues.Create(Digits + "ABCDEFabcdef");
    public static readonly SearchValues<char> Label = SearchValues.Create(Letters + Digits + "-");
    public static readonly SearchValues<char> EmailAtom = SearchValues.Create(Letters + Digits + "!#$%&'*+-/=?^_`{|}~");
    public static readonly SearchValues<char> Scheme = SearchValues.Create(Letters + Digits + "+-.");
    public static readonly SearchValues<char> UserInfo = SearchValues.Create(Unreserved + SubDelimiters + ":");
    public static readonly SearchValues<char> RegisteredName = SearchValues.Create(Unreserved + SubDelimiters);
    public static readonly SearchValues<char> Path = SearchValues.Create(Unreserved + SubDelimiters + ":@/");
    public static readonly SearchValues<char> Query = SearchValues.Create(Unreserved + SubDelimiters + ":@/?");
    public static readonly SearchValues<char> VariableName = SearchValues.Create(Letters + Digits + "_");
}
