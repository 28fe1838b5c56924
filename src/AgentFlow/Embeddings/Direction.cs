using System.Numerics;
using System.Runtime.InteropServices;

namespace AgentFlow.Embeddings;

/// <summary>Embeddings scaled to length 1, of which only the direction counts: how alike two are is then a product.</summary>
internal static class Direction
{
    /// <summary>A vector of length 1 in the same direction; zeros stay zeros.</summary>
    public static float[] Of(ReadOnlySpan<float> vector)
    {
        var length = 0.0;
        foreach (var x in vector)
            length += (double)x * x;
        var scale = length == 0 ? 0 : 1 / Math.Sqrt(length);
        var direction = new float[vector.Length];
        for (var i = 0; i < vector.Length; i++)
            direction[i] = (float)(vector[i] * scale);
        return direction;
    }

    /// <summary>The cosine of the angle between two directions of the same model, from -1 to 1.</summary>
    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
            throw new InvalidOperationException($"One embedding has {a.Length} dimensions and the other {b.Length}. Use one model for both.");
        var sums = Vector<float>.Zero;
        var wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        for (var i = 0; i < wideA.Length; i++)
            sums += wideA[i] * wideB[i];
        var sum = (double)Vector.Sum(sums);
        for (var i = wideA.Length * Vector<float>.Count; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
