namespace AgentFlow.JavaScript.Objects;

/// <summary>Hashes of indices that nobody can foresee: by their value alone a script could choose thousands that fall into one bucket, and every look-up
/// would then cost far more than it is charged. Multiplicative hashing with a factor of the process's own.</summary>
internal sealed class SeededHash : IEqualityComparer<uint>
{
    public static readonly SeededHash Instance = new();

    // HashCode is seeded at random for each process; that is all the randomness needed.
    private static readonly ulong Factor = ((ulong)(uint)HashCode.Combine(1) << 32) | (uint)HashCode.Combine(2) | 1;

    public static int Of(uint index) => (int)((index * Factor) >> 32);

    public bool Equals(uint x, uint y) => x == y;

    public int GetHashCode(uint index) => Of(index);
}
