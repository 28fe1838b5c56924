using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AgentFlow.JavaScript.BuiltIns.Arrays;
using AgentFlow.JavaScript.Machine;
using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.BuiltIns.Text;

/// <summary>The normalization forms of Unicode (UAX #15), from a table of our own: what .NET does depends on the globalization mode of the process.</summary>
internal sealed class Normalization
{
    private const int HangulStart = 0xAC00;
    private const int HangulEnd = 0xD7A3;
    private const int LeadStart = 0x1100;
    private const int VowelStart = 0x1161;
    private const int TrailStart = 0x11A7;
    private const int VowelCount = 21;
    private const int TrailCount = 28;

    private static readonly Lazy<Normalization> Table = new(() => new Normalization(), LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly FrozenDictionary<int, int[]> _canonical;
    private readonly FrozenDictionary<int, int[]> _compatible;
    private readonly FrozenDictionary<(int, int), int> _compositions;
    private readonly FrozenDictionary<int, byte> _classes;

    private Normalization()
    {
        Dictionary<int, int[]> canonical = [];
        Dictionary<int, int[]> compatible = [];
        Dictionary<(int, int), int> compositions = [];
        Dictionary<int, byte> classes = [];
        using var stream = typeof(Normalization).Assembly.GetManifestResourceStream("UnicodeNormalization.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            switch (line[0])
            {
                case 'c' or 'x':
                    int[] parts = [.. words.Skip(2).Select(Hex)];
                    canonical[Hex(words[1])] = parts;
                    if (line[0] == 'c')
                        compositions[(parts[0], parts[1])] = Hex(words[1]);
                    break;
                case 'k':
                    compatible[Hex(words[1])] = [.. words.Skip(2).Select(Hex)];
                    break;
                case 'm':
                    foreach (var range in words.Skip(2).Select(word => word.Split('-')))
                    {
                        for (var c = Hex(range[0]); c <= Hex(range[^1]); c++)
                            classes[c] = byte.Parse(words[1], CultureInfo.InvariantCulture);
                    }

                    break;
            }
        }

        _canonical = canonical.Keys.ToFrozenDictionary(c => c, c => Expand(c, canonical, []));
        _compatible = compatible.Keys.Union(canonical.Keys).ToFrozenDictionary(c => c, c => Expand(c, canonical, compatible));
        _compositions = compositions.ToFrozenDictionary();
        _classes = classes.ToFrozenDictionary();
    }

    /// <summary><c>String.prototype.normalize</c>.</summary>
    public static Value Normalize(Vm vm, JsString text, bool compatible, bool compose)
    {
        var source = text.Flat(vm);
        vm.Charge(source.Length / 8);

        // Below these no character decomposes, and none combines.
        var safe = compatible ? '\u00A0' : compose ? '\u0300' : '\u00C0';
        if (source.AsSpan().IndexOfAnyInRange(safe, '\uFFFF') < 0)
            return text;
        vm.Charge(source.Length * 4L);
        vm.Allocate(source.Length * 48L);
        return Table.Value.Run(vm, source, compatible, compose);
    }

    /// <summary>The canonical decomposition of a character, or null when it is its own.</summary>
    public static int[]? Decompose(int character) => Table.Value._canonical.GetValueOrDefault(character);

    /// <summary>Whether a character combines with the one before it.</summary>
    public static bool IsMark(int character) => character >= 0x300 && Table.Value._classes.ContainsKey(character);

    private static int Hex(string word) => int.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Decompositions are a few steps deep; each is made full once, here.</summary>
    private static int[] Expand(int character, Dictionary<int, int[]> canonical, Dictionary<int, int[]> compatible)
    {
        List<int> result = [];
        Stack<int> open = new([character]);
        while (open.TryPop(out var next))
        {
            if (compatible.TryGetValue(next, out var parts) || canonical.TryGetValue(next, out parts))
            {
                foreach (var part in parts.Reverse())
                    open.Push(part);
            }
            else
            {
                result.Add(next);
            }
        }

        return [.. result];
    }

    private Value Run(Vm vm, string source, bool compatible, bool compose)
    {
        List<int> points = new(source.Length);
        var table = compatible ? _compatible : _canonical;
        for (var i = 0; i < source.Length; i++)
        {
            int point = source[i];
            if (char.IsHighSurrogate(source[i]) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]))
                point = char.ConvertToUtf32(source[i], source[++i]);
            var before = points.Count;
            if (point is >= HangulStart and <= HangulEnd)
                DecomposeHangul(points, point - HangulStart);
            else if (table.TryGetValue(point, out var parts))
                points.AddRange(parts);
            else
                points.Add(point);
            vm.Charge(points.Count - before);
            vm.Allocate((points.Count - before) * 4L);
        }

        Order(vm, points);
        if (compose)
            Compose(points);
        var result = new TextBuilder(vm);
        Span<char> pair = stackalloc char[2];
        foreach (var point in points)
        {
            if (point < 0x10000)
                result.Append((char)point);
            else
                result.Append(pair[..new Rune(point).EncodeToUtf16(pair)]);
        }

        return result.ToValue();
    }

    private static void DecomposeHangul(List<int> points, int index)
    {
        points.Add(LeadStart + (index / (VowelCount * TrailCount)));
        points.Add(VowelStart + (index % (VowelCount * TrailCount) / TrailCount));
        if (index % TrailCount != 0)
            points.Add(TrailStart + (index % TrailCount));
    }

    private int Class(int point) => point < 0x300 ? 0 : _classes.GetValueOrDefault(point);

    /// <summary>Sorts each run of marks by class, keeping the order of equals.</summary>
    private void Order(Vm vm, List<int> points)
    {
        for (var start = 0; start < points.Count; start++)
        {
            if (Class(points[start]) == 0)
                continue;
            var end = start + 1;
            while (end < points.Count && Class(points[end]) != 0)
                end++;
            if (end - start > 1)
            {
                vm.Charge((end - start) * 4L);
                vm.Allocate((end - start) * 16L);
                var run = points.GetRange(start, end - start).Select(point => (Class(point), point)).ToArray();
                MergeSort.Sort(run.AsSpan(), new (int, int)[run.Length], default(ByClass));
                for (var i = 0; i < run.Length; i++)
                    points[start + i] = run[i].point;
            }

            start = end;
        }
    }

    private readonly struct ByClass : IComparer<(int Class, int Point)>
    {
        public int Compare((int Class, int Point) x, (int Class, int Point) y) => x.Class.CompareTo(y.Class);
    }

    private void Compose(List<int> points)
    {
        var starter = -1;
        var kept = 0;
        var lastClass = -1;
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            var pointClass = Class(point);
            if (starter >= 0 && lastClass < pointClass | lastClass == -1 && Composed(points[starter], point) is { } whole)
            {
                points[starter] = whole;
                continue;
            }

            if (pointClass == 0)
            {
                starter = kept;
                lastClass = -1;
            }
            else
            {
                lastClass = pointClass;
            }

            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private int? Composed(int first, int second)
    {
        if (first is >= LeadStart and < LeadStart + 19 && second is >= VowelStart and < VowelStart + VowelCount)
            return HangulStart + ((((first - LeadStart) * VowelCount) + second - VowelStart) * TrailCount);
        if (first is >= HangulStart and <= HangulEnd && (first - HangulStart) % TrailCount == 0 && second is > TrailStart and < TrailStart + TrailCount)
            return first + second - TrailStart;
        return _compositions.TryGetValue((first, second), out var whole) ? whole : null;
    }
}
