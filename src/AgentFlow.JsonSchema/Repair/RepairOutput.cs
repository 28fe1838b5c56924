using System.Runtime.InteropServices;
using System.Text;

namespace AgentFlow.JsonSchema.Repair;

/// <summary>The JSON written so far, as bytes, and which parts of it a later entry with the same key makes void.</summary>
internal sealed class RepairOutput
{
    private readonly List<Member> _members = [];
    private readonly List<(int Start, int End)> _void = [];
    private byte[] _bytes;
    private bool _isSorted;

    public RepairOutput(int capacity) => _bytes = new byte[Math.Max(capacity, 64)];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Write(byte value)
    {
        if (Length == _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        _bytes[Length++] = value;
    }

    public void Write(ReadOnlySpan<byte> value)
    {
        while (Length + value.Length > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        value.CopyTo(_bytes.AsSpan(Length));
        Length += value.Length;
    }

    /// <summary>Writes a character inside a string, escaped where JSON asks for it.</summary>
    public void WriteCharacter(Rune value)
    {
        if (value.Value is '"' or '\\')
        {
            Write((byte)'\\');
            Write((byte)value.Value);
        }
        else if (value.Value < 0x20)
            WriteControl((byte)value.Value);
        else
        {
            Span<byte> utf8 = stackalloc byte[4];
            Write(utf8[..value.EncodeToUtf8(utf8)]);
        }
    }

    public void Truncate(int length) => Length = length;

    public void Replace(int index, byte value) => _bytes[index] = value;

    /// <summary>Begins an object; the result goes to <see cref="EndObject"/>.</summary>
    public int BeginObject() => _members.Count;

    public void AddMember(int start, int keyEnd, int offset)
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes.AsSpan(start, keyEnd - start));
        _members.Add(new Member(hash.ToHashCode(), start, keyEnd, offset, _members.Count));
    }

    /// <summary>Ends an object: of entries with equal keys all but the last become void.</summary>
    public void EndObject(int scope, List<RepairFix> fixes)
    {
        if (_members.Count - scope > 1)
            FindDuplicates(CollectionsMarshal.AsSpan(_members)[scope..], scope, fixes);
        _members.RemoveRange(scope, _members.Count - scope);
    }

    /// <summary>Copies a part of what was written, without what is void.</summary>
    public void CopyTo(RepairOutput target, int start, int end)
    {
        if (!_isSorted)
            _void.Sort();
        _isSorted = true;
        var first = _void.BinarySearch((start, 0));
        for (var i = first < 0 ? ~first : first; i < _void.Count && _void[i].Start < end; i++)
        {
            var (from, to) = _void[i];
            if (from < start)
                continue;
            target.Write(_bytes.AsSpan(start, from - start));
            start = to;
        }
        target.Write(_bytes.AsSpan(start, end - start));
    }

    private void FindDuplicates(Span<Member> members, int scope, List<RepairFix> fixes)
    {
        var byKey = members.ToArray();
        var bytes = _bytes;
        Array.Sort(byKey, (x, y) => Compare(bytes, x, y));
        for (var i = 1; i < byKey.Length; i++)
        {
            var (earlier, later) = (byKey[i - 1], byKey[i]);
            if (earlier.Hash != later.Hash || !Key(bytes, earlier).SequenceEqual(Key(bytes, later)))
                continue;
            _void.Add((earlier.Start, members[earlier.Order - scope + 1].Start));
            fixes.Add(new RepairFix(JsonFixKind.DuplicateKey, later.Offset));
        }
    }

    private static int Compare(byte[] bytes, Member x, Member y)
    {
        if (x.Hash != y.Hash)
            return x.Hash.CompareTo(y.Hash);
        var keys = Key(bytes, x).SequenceCompareTo(Key(bytes, y));
        return keys != 0 ? keys : x.Order.CompareTo(y.Order);
    }

    private static ReadOnlySpan<byte> Key(byte[] bytes, Member member) => bytes.AsSpan(member.Start, member.KeyEnd - member.Start);

    private void WriteControl(byte value)
    {
        switch (value)
        {
            case (byte)'\n': Write("\\n"u8); break;
            case (byte)'\r': Write("\\r"u8); break;
            case (byte)'\t': Write("\\t"u8); break;
            default:
                Write("\\u00"u8);
                Write((byte)(value < 0x10 ? '0' : '1'));
                Write((byte)"0123456789abcdef"[value & 0xF]);
                break;
        }
    }

    private readonly record struct Member(int Hash, int Start, int KeyEnd, int Offset, int Order);
}
