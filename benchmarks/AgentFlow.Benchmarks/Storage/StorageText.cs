using System.Text;

namespace AgentFlow.Benchmarks.Storage;

/// <summary>Seeded texts, and how many UTF-8 bytes of them were given out.</summary>
internal sealed class StorageText(bool isNoise)
{
    private static readonly string[] Words =
        ("the of and to in is was for that it on with as by at from hotel flight price city night train museum ticket weather open until room view river old new between per person "
        + "booked available euros minutes walk station centre breakfast included morning evening monday friday reserve cancel free charge rating guests reviews north south").Split(' ');

    private readonly Random _random = new(17);

    public long Said { get; private set; }

    public string Say(int bytes)
    {
        var text = isNoise ? Noise(bytes) : Prose(bytes);
        Said += Encoding.UTF8.GetByteCount(text);
        return text;
    }

    public void Add(int bytes) => Said += bytes;

    private string Noise(int length) => string.Create(length, _random, (span, random) =>
    {
        foreach (ref var c in span)
            c = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _"[random.Next(64)];
    });

    private string Prose(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
            text.Append(_random.Next(12) == 0 ? _random.Next(1000).ToString(System.Globalization.CultureInfo.InvariantCulture) : Words[_random.Next(Words.Length)]).Append(' ');
        return text.ToString(0, length);
    }
}
